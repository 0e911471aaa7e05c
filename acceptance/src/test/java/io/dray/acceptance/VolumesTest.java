package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
    private static final String IMAGE = "example.com/acceptance/volumes";
    private static final String CONVERTED = "example.com/acceptance/converted";

    @TempDir
    Path directory;

    private Path source = Path.of("/");

    @BeforeAll
    static void makeImages(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("volumes"))
                .withFile("data/image", "of the image\n")
                .withFile("etc/conf", "of the image\n")
                .fetch();
        TinyImage.named(CONVERTED, directory.resolve("converted"))
                .withFile("data/image", "of the image\n")
                .withApp("\"mountPoints\":[{\"name\":\"data\",\"path\":\"/data\"},"
                        + "{\"name\":\"logs\",\"path\":\"/var/log/app\",\"readOnly\":true}]")
                .convertedFromDocker()
                .fetch();
    }

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createDirectories(directory.toRealPath().resolve("source"));
        Files.writeString(source.resolve("file"), "of the host\n");
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void anAppReadsAndWritesADirectoryOfTheHost() {
        Dray.Result result = run(
                "--volume=v,kind=host,source=" + source,
                "--mount=volume=v,target=/deep/er/data",
                "cat /deep/er/data/file && echo new >/deep/er/data/new && ls -ld /deep/er");

        assertThat(result.out()).startsWith("of the host\ndrwxr-xr-x");
        assertThat(source.resolve("new")).hasContent("new\n");
    }

    @Test
    void aReadOnlyVolumeCannotBeWrittenAndStaysAsItIs() {
        Dray.Result result = run(
                "--volume=v,kind=host,source=" + source + ",readOnly=true",
                "--mount=volume=v,target=/data",
                "echo x >/data/new");

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("Read-only file system");
        assertThat(source.resolve("new")).doesNotExist();
    }

    @Test
    void aFileAndADeviceAreVolumesToo() {
        assertThat(run(
                                "--volume=v,kind=host,source=" + source.resolve("file") + ",readOnly=true",
                                "--mount=volume=v,target=/etc/conf",
                                "cat /etc/conf")
                        .out())
                .isEqualTo("of the host\n");
        assertThat(run(
                                "--volume=v,kind=host,source=/dev/zero",
                                "--mount=volume=v,target=/etc/zero",
                                "head -c 3 /etc/zero | wc -c")
                        .out()
                        .strip())
                .isEqualTo("3");
    }

    @Test
    void anEmptyVolumeIsSharedByTheAppsOfAPod() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--volume=v,kind=empty,mode=0750,uid=7,gid=8",
                "--mount=volume=v,target=/shared",
                IMAGE,
                "--name=writer",
                "--exec=/bin/sh",
                "--",
                "-c",
                "echo hello >/shared/new && mv /shared/new /shared/file",
                "---",
                IMAGE,
                "--name=reader",
                "--exec=/bin/sh",
                "--",
                "-c",
                "while [ ! -e /shared/file ]; do sleep 0.05; done; cat /shared/file; stat -c '%a %u %g' /shared");

        assertThat(result.out()).as(result.err()).isEqualTo("hello\n750 7 8\n");
    }

    @Test
    void mountPointsWithoutVolumeGetEmptyOnesFilledFromAConvertedImage() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                CONVERTED,
                "--exec=/bin/sh",
                "--",
                "-c",
                "cat /data/image && echo x >/data/new && ls /var/log/app && echo x >/var/log/app/new");

        assertThat(result.out()).isEqualTo("of the image\n");
        assertThat(result.err())
                .contains("app converted: no volume specified for mount point \"data\", implicitly creating an")
                .contains("Read-only file system");
    }

    @Test
    void aVolumeThatIsInNoAppIsSaid() {
        Dray.Result result = Dray.run(
                "run",
                "--net=none",
                "--volume=data,kind=empty",
                "--volume=daat,kind=host,source=/tmp",
                IMAGE,
                "--mount=volume=data,target=/new",
                "--exec=/bin/echo",
                "--",
                "up");

        assertThat(result.out()).isEqualTo("up\n");
        assertThat(result.err())
                .isEqualTo("dray: warning: volume \"daat\" is in no app: none has a mount point of this name,"
                        + " and no --mount names it\n");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingStarts() {
        assertRefused("the source /no/such of volume \"v\" does not exist", "--volume=v,kind=host,source=/no/such");
        assertRefused(
                "it overlaps with volume \"v\" at /data", "--volume=v,kind=empty", "--mount=volume=v,target=/data/x");
        assertRefused("the pod has no such volume");
    }

    private static void assertRefused(String message, String... options) {
        String[] command = new String[options.length + 6];
        System.arraycopy(new String[] {"run", "--net=none"}, 0, command, 0, 2);
        System.arraycopy(options, 0, command, 2, options.length);
        System.arraycopy(
                new String[] {IMAGE, "--mount=volume=v,target=/data", "--exec=/bin/echo", "--name=app"},
                0,
                command,
                options.length + 2,
                4);
        Dray.Result result = Dray.run(command);

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.errorLine()).contains(message);
    }

    private static Dray.Result run(String volume, String mount, String script) {
        return Dray.run("run", "--net=none", volume, IMAGE, mount, "--exec=/bin/sh", "--", "-c", script);
    }
}
