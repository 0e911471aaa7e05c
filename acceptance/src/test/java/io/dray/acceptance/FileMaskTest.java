package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who keeps its files to itself (umask 077) gets the same images and pods as one who does not. */
class FileMaskTest {
    private static final String IMAGE = "example.com/acceptance/mask";

    @TempDir
    Path directory;

    @Test
    void appsOfAnyUserReadWhatIsMadeForThem() throws IOException {
        Path archive = TinyImage.named(IMAGE, directory.resolve("image"))
                .running("id -u; stat -c '%A %n' /etc/hosts /etc/hostname /etc/resolv.conf /new/place /new/dir/word;"
                        + " cat /new/dir/word")
                .withFile("dgr/attributes/word.yml", "default: {word: rendered}\n")
                .withFile("dgr/templates/new/dir/word.tmpl", "{{ .word }}")
                .archive();
        assertThat(masked("077", "--insecure-options=image", "fetch", archive.toString())
                        .code())
                .isZero();

        Dray.Result result = masked(
                "077",
                "run",
                "--net=none",
                "--dns=192.0.2.1",
                "--volume=place,kind=empty",
                IMAGE,
                "--user=1000",
                "--group=1000",
                "--mount=volume=place,target=/new/place");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                        1000
                        -rw-r--r-- /etc/hosts
                        -rw-r--r-- /etc/hostname
                        -rw-r--r-- /etc/resolv.conf
                        drwxr-xr-x /new/place
                        -rw-r--r-- /new/dir/word
                        rendered""");
    }

    @Test
    void aBuildHasTheSameFiles() throws IOException {
        List<String> listings = new ArrayList<>();
        for (String mask : List.of("022", "077")) {
            Path source = directory.resolve(mask);
            Project project = Project.withShell(source, "mask")
                    .script("runlevels/build/10.sh", "mkdir -p /made/here; echo word > /made/here/file")
                    .file("files/etc/own/file", "own")
                    .file("attributes/own.yml", "default: {word: own}\n")
                    .file("templates/etc/rendered.tmpl", "{{ .word }}\n");
            Dray.Result built = masked(mask, "build", source.toString());
            assertThat(built.code()).as(built.err()).isZero();
            listings.add(Dray.program(
                            "tar", "--numeric-owner", "-tvf", project.archive().toString())
                    .out()
                    // the time of the last change
                    .replaceAll("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}", ""));
        }

        assertThat(listings.getLast()).isEqualTo(listings.getFirst());
    }

    private Dray.Result masked(String mask, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask \"$1\"; shift; exec \"$@\"",
                "mask",
                mask,
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + directory.resolve("data" + mask)));
        command.addAll(List.of(arguments));
        return Dray.program(command.toArray(String[]::new));
    }
}
