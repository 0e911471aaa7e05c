package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get wrong: one line that says what, where and why, exit code 254, and nothing stays behind. */
class BadInputTest {
    private static final String PROGRAM = Dray.HOME.resolve("bin/dray").toString();
    private static final String IMAGE = "example.com/bad-input:1";

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeTheImage() throws IOException {
        TinyImage.named("example.com/bad-input", shared.resolve("image"))
                .running("true")
                .withFile("etc/passwd", "root:x:0:0::/:/bin/sh\n")
                .withFile("plain", "no program\n")
                .withFile("dgr/templates/etc/app.conf.tmpl", "port {{.port}}\n")
                .withFile("dgr/attributes/bad-input/app.yml", "default:\n  port: 1\n")
                .fetch();
        assertThat(dray(
                                "--insecure-options=image",
                                "fetch",
                                shared.resolve("image.aci").toString())
                        .code())
                .isZero();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        for (String part : new String[] {"pods", "tmp", "builds"}) {
            Path place = data().resolve(part);
            if (Files.exists(place)) {
                assertThat(place).isEmptyDirectory();
            }
        }
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(shared.toString());
    }

    private static Path data() {
        return shared.resolve("data");
    }

    private static Dray.Result dray(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "--dir=" + data()));
        command.addAll(List.of(arguments));
        return Dray.program(command.toArray(String[]::new));
    }

    /** A line for sh in which {@code $dray} is the program with its data directory, and {@code $image} an image. */
    private static Dray.Result shell(String line) {
        return Dray.program("bash", "-c", "dray='" + PROGRAM + " --dir=" + data() + "' image=" + IMAGE + "\n" + line);
    }

    private static void assertRefused(Dray.Result result, String message) {
        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> !line.startsWith("importing ")))
                .hasSizeBetween(1, 2)
                .allMatch(line -> line.startsWith("dray: "))
                .first()
                .asString()
                .contains(message)
                .doesNotContain("Exception", "java.");
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                line("unknown command 'a\\nb'", "a\nb"),
                line("unknown command ''", ""),
                line("unknown option --ful", "list", "--ful"),
                line("--format takes one of json|json-pretty, not 'xml'", "list", "--format=xml"),
                line("there is no image example.com/nope", "run", "example.com/nope"),
                line("'Foo Bar' is not the name of an image", "run", "Foo Bar"),
                line("there is no image sha512-0000", "run", "sha512-0000"),
                line("image ID too short", "image", "cat-manifest", "sha512-a"),
                line("no matches found for \"../../etc\"", "explain", "../../etc"),
                line("cannot read the UUID in /nope: no such file or directory", "stop", "--uuid-file=/nope"),
                line("is a directory", "stop", "--uuid-file=/tmp"),
                line("no matches found", "stop", "--uuid-file=/bin/busybox"),
                line("cannot fetch /tmp: it is a directory", "fetch", "/tmp"),
                line("cannot fetch a\\nb: there is no such file", "fetch", "a\nb"),
                line("cannot build /nope: there is no such directory", "build", "/nope"),
                line("--set-env needs NAME=VALUE, not 'x'", "build", "--set-env=x", "/tmp"),
                line("completion takes one of bash|zsh|fish, not 'tcsh'", "completion", "tcsh"));
    }

    private static Arguments line(String message, String... words) {
        return Arguments.of(message, words);
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void aWrongCommandLineIsOneLine(String message, String[] words) {
        assertRefused(dray(words), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--net=foo             | networks not found: foo",
                "--hostname=_ab        | '_ab' cannot be a host name",
                "--set-env=x           | --set-env needs NAME=VALUE",
                "--environment==x      | --environment needs NAME=VALUE",
                "--uuid-file-save=     | --uuid-file-save needs the path of a file",
                "--name=               | '' cannot be the name of a pod",
                "--name=../x           | '../x' cannot be the name of a pod",
                "--label==x            | --label needs NAME=VALUE",
                "--user=bob            | \"bob\" user not found",
                "--group=staff         | \"staff\" group not found",
                "--working-dir=/nope   | there is no directory /nope in the image",
                "--working-dir=/plain  | there is no directory /plain in the image",
                "--exec=/nope          | there is no /nope in the image",
                "--exec=/bin           | /bin in the image is not executable",
                "--exec=/plain         | /plain in the image is not executable",
                "--set-env=TEMPLATER_OVERRIDE={'a':1} | TEMPLATER_OVERRIDE:1:2: not valid JSON",
                "--set-env=TEMPLATER_OVERRIDE=[1]     | TEMPLATER_OVERRIDE: attributes must be a JSON object",
            })
    void aPodThatCannotBeIsNotMade(String option, String message) {
        assertRefused(dray("run", "--net=none", option, IMAGE), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ":                                    | the file is empty",
                "echo hello                           | it is not a tar archive",
                "head -c 20000 /dev/urandom           | it is not a tar archive",
                "head -c 10240 /dev/zero              | it has no manifest",
                "head -c 20000 image.aci              | it ends too early",
                "`gzip -c image.aci | head -c 20000`  | it is damaged: it ends too early",
                "`xz -0c image.aci | head -c 20000`   | it is damaged: it ends too early",
            })
    void whatIsNoImageIsNotImported(String pipe, String message) {
        Path file = directory.resolve("bad.aci");
        assertThat(Dray.program("bash", "-c", "cd " + shared + " && " + pipe + " >" + file)
                        .code())
                .isZero();

        assertRefused(dray("fetch", file.toString()), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "image list", "version", "help", "completion bash", "image cat-manifest $image"})
    void aResultThatCannotBeWrittenIsAnError(String command) {
        assertRefused(
                shell("$dray " + command + " >/dev/full"), "cannot write to standard output: No space left on device");
    }

    @Test
    void aReaderThatHasEnoughIsNoError() {
        Dray.Result result = shell("set -o pipefail; $dray completion bash | head -c 1 >/dev/null");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --net=none $image", "fetch x.aci", "build .", "image rm $image", "gc", "stop x"})
    void whoIsNotRootIsToldSo(String command) {
        String nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups ";
        assumeTrue(shell(nobody + PROGRAM + " version").code() == 0, "the checkout can be read by everybody");

        assertRefused(shell(nobody + "$dray " + command), "cannot run as unprivileged user");
    }

    @ParameterizedTest
    @CsvSource({"crun,crun", "s6-svscan,s6", "catatonit,catatonit", "flock,util-linux", "nft,nftables"})
    void aMissingProgramIsNamedWithItsPackage(String program, String debianPackage) {
        Dray.Result result = shell("file=$(readlink -f $(command -v " + program + "))\n"
                + "unshare -m sh -c 'mount --bind /dev/null $0 && exec \"$@\"' $file $dray run $image");

        assertRefused(result, "cannot start a pod: not installed: " + program);
        assertThat(result.err()).endsWith("dray: hint: apt-get install " + debianPackage + "\n");
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothingHalfDone() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Dray.Result result = shell("unshare -m bash -c 'mount -t tmpfs -o size=64k none " + disk + " && " + PROGRAM
                + " --dir=" + disk + " fetch " + shared.resolve("image.aci") + "; code=$?; ls -A " + disk
                + "/tmp " + disk + "/images; exit $code' 2>&1 >/dev/null | grep -v ^ls:; exit ${PIPESTATUS[0]}");

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).contains("no space left on device").contains("hint: free some space with 'dray gc'");
    }

    @Test
    void aDataDirectoryIsADirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        for (String command : new String[] {"list", "gc", "image list"}) {
            String[] words = (PROGRAM + " --dir=" + file + " " + command).split(" ", -1);
            assertRefused(Dray.program(words), "cannot keep images and pods in " + file + ": it is not a directory");
        }
        assertRefused(Dray.program(PROGRAM, "--dir=", "list"), "--dir takes the path of a directory, not ''");
        assertRefused(Dray.program(PROGRAM, "--dir=a\nb", "list"), "not 'a\\nb'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "it's \"quoted\"", "$HOME`id`\\n", "a,b:c", "ü☃", "*"})
    void aDataDirectoryMayHaveAnyName(String name) {
        String place = directory.resolve(name).toString();
        Dray.Result fetched = Dray.program(
                PROGRAM,
                "--dir=" + place,
                "--insecure-options=image",
                "fetch",
                shared.resolve("image.aci").toString());
        Dray.Result ran =
                Dray.program(PROGRAM, "--dir=" + place, "run", "--net=none", "--exec=/bin/echo", IMAGE, "--", "ran");

        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(ran.out()).as(ran.err()).isEqualTo("ran\n");
        assertThat(Dray.program(PROGRAM, "--dir=" + place, "gc").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec <&-",
                "exec 3</dev/null 4</dev/null 8</dev/null 9</dev/null",
                "export LC_ALL=C",
                "umask 0777",
                "trap '' TERM INT HUP PIPE",
                "export CLASSPATH=/nope DRAY_HANDOFF=/nope DRAY_LAUNCHER_PID=1",
            })
    void aPodStartsInStrangeSurroundings(String before) {
        Dray.Result ran = shell(before + "\n$dray run --net=none --exec=/bin/echo $image -- grüße");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("grüße\n");
        assertThat(dray("gc").code()).isZero();
    }
}
