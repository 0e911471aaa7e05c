package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes and mounts as rkt took them: where they may lie, what links mean, and what is read-only. */
class RktVolumesTest {
    private static final String IMAGE = "example.com/rkt/volumes";
    private static final String POINT = "example.com/rkt/point";
    private static final String READ_ONLY_POINT = "example.com/rkt/read-only-point";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    private Path source = Path.of("/");

    @BeforeAll
    static void makeImages() throws IOException {
        rkt = Rkt.in(directory);
        for (String name : List.of(IMAGE, POINT, READ_ONLY_POINT)) {
            Path layout = directory.resolve(name.substring(name.lastIndexOf('/') + 1));
            TinyImage image = TinyImage.named(name, layout)
                    .withFile("dir1/file", "dir1")
                    .withFile("dir2/file", "dir2")
                    .withApp("\"mountPoints\":[" + (name.equals(IMAGE) ? "" : point(name.equals(READ_ONLY_POINT)))
                            + "]");
            Map<String, String> links = Map.of(
                    "link_rel_dir2", "../dir2",
                    "link_abs_dir2", "/dir2",
                    "link_abs_dotdot_dir2", "/../../dir2",
                    "link_abs_notexists", "/notexists",
                    "link_abs_root", "/");
            for (Map.Entry<String, String> link : links.entrySet()) {
                Files.createSymbolicLink(
                        layout.resolve("rootfs/dir1").resolve(link.getKey()), Path.of(link.getValue()));
            }
            rkt.fetch(image);
        }
    }

    private static String point(boolean readOnly) {
        return "{\"name\":\"dir1\",\"path\":\"/dir1\",\"readOnly\":" + readOnly + "}";
    }

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createTempDirectory(directory.toRealPath(), "source");
        Files.writeString(source.resolve("file"), "host");
        Files.createSymbolicLink(source.resolve("self"), source);
    }

    @AfterEach
    void collect() {
        rkt.collect();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                      | IMAGE | cat /dir1/file                          | 0 | ]: dir1",
                "                                      | IMAGE | echo 1 >/dir1/file; cat /dir1/file      | 0 | ]: 1",
                "VOLUME MOUNT                          | IMAGE | cat /dir1/file                          | 0 | ]: host",
                "VOLUME MOUNT                          | POINT | cat /dir1/file                          | 0 | ]: host",
                "VOLUME MOUNT                          | ROPOINT | cat /dir1/file                        | 0 | ]: host",
                "VOLUME                                | POINT | cat /dir1/file                          | 0 | ]: host",
                "VOLUME                                | POINT | echo 2 >/dir1/file; cat /dir1/file      | 0 | ]: 2",
                "VOLUME                                | ROPOINT | echo 3 >/dir1/file                    | 1 | Read-only file system",
                "VOLUME,readOnly=false                 | ROPOINT | echo 4 >/dir1/file; cat /dir1/file    | 0 | ]: 4",
                "VOLUME,readOnly=true MOUNT            | IMAGE | echo 3 >/dir1/file                      | 1 | Read-only file system",
                "VOLUME,readOnly=true                  | POINT | echo 3 >/dir1/file                      | 1 | Read-only file system",
                "VOLUME --mount=volume=dir1,target=dir1 | IMAGE | cat /dir1/file                         | 0 | ]: host",
                "VOLUME --mount=volume=dir1,target=/a/b/c | IMAGE | cat /a/b/c/file                      | 0 | ]: host",
                "VOLUME --mount=volume=dir1,target=/a/b/c | IMAGE | stat -c %A /a/b                      | 0 | drwxr-xr-x",
                "VOLUME --mount=volume=dir1,target=/dir1/dir2/dir3 | POINT | cat /dir1/dir2/dir3/file    | 0 | ]: host",
                "VOLUME MOUNT MOUNT                    | IMAGE | cat /dir1/file                          | 0 | ]: host",
                "                                      | POINT | echo 1 >/dir1/file; cat /dir1/file      | 0 | ]: 1",
                "--volume=dir1,kind=host,source=SOURCE/self MOUNT | IMAGE | cat /dir1/file               | 0 | ]: host",
                "--volume=dir1,kind=empty,mode=0123,uid=9991,gid=9992 MOUNT | IMAGE | stat -c %a:%u:%g /dir1 | 0 | 123:9991:9992",
                "--volume=dir1,kind=empty MOUNT        | IMAGE | stat -c %a:%u:%g /dir1                  | 0 | 755:0:0",
                "--volume=dir1,kind=host,source=SOURCE/file --mount=volume=dir1,target=/x/y | IMAGE | cat /x/y | 0 | ]: host",
            })
    void whatIsMountedIsThere(String options, String image, String script, int code, String shown) {
        String words = (options == null ? "" : options)
                .replace("VOLUME", "--volume=dir1,kind=host,source=SOURCE")
                .replace("MOUNT", "--mount=volume=dir1,target=/dir1")
                .replace("SOURCE", source.toString());
        String name = image.equals("IMAGE") ? IMAGE : image.equals("POINT") ? POINT : READ_ONLY_POINT;

        Rkt.assertEnds(
                rkt.line("run --net=none " + words + " " + name + " --exec=/bin/sh --", "-c", script), code, shown);
    }

    @ParameterizedTest
    @CsvSource({
        "/dir1/link_abs_dir2/foo, /dir2/foo",
        "/dir1/link_rel_dir2/bar, /dir2/bar",
        "/dir1/../dir1/.//link_rel_dir2/foo, /dir2/foo",
        "/dir1/../../../foo, /foo",
        "/dir1/link_abs_dotdot_dir2/foo, /dir2/foo",
        "/dir1/../../../newdir/foo, /newdir/foo",
        "/dir1/link_rel_dir2/newdir/foo, /dir2/newdir/foo",
        "/dir1/link_abs_dir2/newdir/foo, /dir2/newdir/foo",
        "/dir1/link_abs_notexists/new1/new2/foo, /notexists/new1/new2/foo",
        "/dir1/link_abs_root/new1/new2/foo, /new1/new2/foo",
        "../../../../../../foo, /foo",
    })
    void targetsStayInTheRootWhateverLinksSay(String target, String actual) {
        Rkt.assertEnds(
                rkt.line("run --net=none --volume=test,kind=host,source=" + source.resolve("file")
                        + " --mount=volume=test,target=" + target + " " + IMAGE + " --exec=/bin/cat -- " + actual),
                0,
                "]: host");
    }

    @ParameterizedTest
    @CsvSource({"'',inner,0", "',recursive=true',inner,0", "',recursive=false',outer,0"})
    void whatIsMountedBelowTheSourceComesAlongIfItIsWanted(String option, String shown, int code) throws IOException {
        Path below = Files.createDirectories(source.resolve("below"));
        Files.writeString(below.resolve("file"), "outer");
        String words = "--net=none --volume=t,kind=host,source=" + source + option + " --mount=volume=t,target=/t "
                + IMAGE + " --exec=/bin/sh -- -c";
        assertThat(Dray.program("mount", "-t", "tmpfs", "tmpfs", below.toString())
                        .code())
                .isZero();
        try {
            Files.writeString(below.resolve("file"), "inner");
            Rkt.assertEnds(rkt.line("run " + words, "cat /t/below/file"), code, "]: " + shown);
            String pod = rkt.prepare(words, "cat /t/below/file");
            Rkt.assertEnds(rkt.line("run-prepared " + pod), code, "]: " + shown);
        } finally {
            Dray.program("umount", below.toString());
        }
    }

    @Test
    void twoAppsShareAVolume() {
        Rkt.assertEnds(
                rkt.run(
                        "run",
                        "--net=none",
                        "--volume=dir1,kind=empty",
                        POINT,
                        "--exec=/bin/sh",
                        "--",
                        "-c",
                        "echo shared >/dir1/x",
                        "---",
                        POINT,
                        "--name=reader",
                        "--exec=/bin/sh",
                        "--",
                        "-c",
                        "until [ -s /dir1/x ]; do sleep 0.1; done; cat /dir1/x"),
                0,
                "reader[2]: shared");
    }
}
