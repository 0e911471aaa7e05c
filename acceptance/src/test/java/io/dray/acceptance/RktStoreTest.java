package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts that were written for rkt do with the images that they have. */
class RktStoreTest {
    private static final String NAME = "example.com/acceptance/rkt-store";
    private static final String INSECURE = "--insecure-options=image";
    private static final String REMOVED = "rm: 1 image(s) successfully removed";
    private static final int BUCKETS = 256;

    @TempDir
    private static Path shared;

    private static Path archive;

    @TempDir
    private Path directory;

    private Machine machine;

    @BeforeAll
    static void make() throws IOException {
        archive = TinyImage.named(NAME, shared.resolve("image"))
                .running("echo hello")
                .archive();
    }

    @BeforeEach
    void start() throws IOException {
        machine = Machine.in(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Dray.Result rkt(int code, String... arguments) throws IOException {
        Dray.Result result = machine.rkt(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        return result;
    }

    private String fetched() throws IOException {
        return rkt(0, INSECURE, "fetch", archive.toString()).out().strip();
    }

    @Test
    void anImageIsRemovedByNameByIdAndByBothAtOnce() throws IOException {
        String id = fetched();
        assertThat(rkt(0, "image", "rm", NAME, id).err()).contains(REMOVED);
        assertThat(rkt(0, "image", "list", "--no-legend").out().strip()).isEmpty();
        fetched();
        String shown =
                rkt(0, "image", "list", "--fields=id,name", "--no-legend").out().split("\t", -1)[0];
        assertThat(rkt(0, "image", "rm", shown, NAME).err()).contains(REMOVED);
        fetched();
        rkt(0, INSECURE, "run", "--net=none", archive.toString());
        assertThat(rkt(0, "image", "rm", NAME).err()).contains(REMOVED);
        rkt(0, "gc", "--grace-period=0s");
    }

    @Test
    void aPodThatIsPreparedRunsAlthoughItsImageIsRemoved() throws IOException {
        String id = fetched();
        String pod = rkt(0, "prepare", "--net=none", NAME).out().strip();

        assertThat(rkt(0, "image", "rm", NAME, id).err()).contains(REMOVED);
        assertThat(rkt(0, "image", "list", "--no-legend").out().strip()).isEmpty();
        rkt(0, "image", "gc");
        rkt(0, "image", "gc", "--grace-period=0s");
        assertThat(rkt(0, "image", "verify").err()).doesNotContain("remade");
        assertThat(rkt(0, "run-prepared", pod).out()).endsWith(" hello\n");

        rkt(0, "gc", "--grace-period=0s");
        rkt(0, "image", "gc");
        for (String place : List.of("images", "withdrawn", "layers", "l", "tmp")) {
            Path left = machine.data().resolve(place);
            assertThat(left.toFile().list())
                    .as(place)
                    .satisfiesAnyOf(
                            files -> assertThat(files).isNull(),
                            files -> assertThat(files).isEmpty());
        }
    }

    @Test
    void anImageThatComesAgainIsThereAgain() throws IOException {
        fetched();
        String pod = rkt(0, "prepare", "--net=none", NAME).out().strip();
        rkt(0, "image", "rm", NAME);
        String id = fetched();
        assertThat(rkt(0, "image", "list", "--no-legend").out()).contains(NAME);
        assertThat(rkt(0, "image", "cat-manifest", id).out()).contains(NAME);
        rkt(0, "rm", pod);
        rkt(0, "image", "gc");
        assertThat(rkt(0, INSECURE, "run", "--net=none", NAME).out()).endsWith(" hello\n");
        rkt(0, "gc", "--grace-period=0s");
    }

    @Test
    void theShortIdOfTheListIsGoodForEveryCommand() throws IOException {
        List<String> pair = twoThatBeginAlike();
        for (String id : pair) {
            assertThat(rkt(0, "image", "list", "--fields=id", "--no-legend").out())
                    .contains(id);
        }
        String out = Files.createDirectory(directory.resolve("out")).toString();
        String id = pair.getFirst();
        assertThat(rkt(254, "image", "cat-manifest", "sha512-12341234").err()).contains("no image IDs found");
        assertThat(rkt(254, "image", "cat-manifest", id.substring(0, 8)).err()).contains("image ID too short");
        assertThat(rkt(254, "image", "cat-manifest", id.substring(0, 9)).err()).contains("ambiguous image ID");
        assertThat(rkt(0, "image", "cat-manifest", id).out()).contains("ImageManifest");
        rkt(0, "image", "export", "--overwrite", id, out + "/export.aci");
        rkt(0, "image", "render", "--overwrite", id, out);
        rkt(0, "image", "extract", "--overwrite", id, out);
        assertThat(rkt(0, "prepare", "--debug", fetched().substring(0, id.length()))
                        .err())
                .contains("Writing pod manifest");
        assertThat(rkt(0, "image", "rm", pair.getLast()).out()).contains("successfully removed aci");
    }

    @Test
    void aNameIsReadAsLooselyAsRktDid() throws IOException {
        Path odd = TinyImage.named("example.com/two--dashes", directory.resolve("odd"))
                .archive();

        rkt(0, INSECURE, "prepare", "--net=none", odd.toString());

        assertThat(rkt(0, "list", "--no-legend").out()).contains("two-dashes\t", "example.com/two--dashes:1");
        rkt(0, "gc", "--expire-prepared=0");
    }

    /** The IDs, as the list shows them, of two images that begin with the same two digits. */
    private List<String> twoThatBeginAlike() throws IOException {
        Path[] seen = new Path[BUCKETS];
        for (int i = 0; true; i++) {
            byte[] image = TarBytes.image("alike" + i).finished();
            Path file = Files.write(directory.resolve(i + ".aci"), image);
            int start = Integer.parseInt(sha512(file).substring(0, 2), 16);
            if (seen[start] != null) {
                List<String> ids = new ArrayList<>();
                for (Path each : List.of(seen[start], file)) {
                    Machine.assertFetched(machine.dray(INSECURE, "fetch", each.toString()));
                    ids.add("sha512-" + sha512(each).substring(0, 12));
                }
                return ids;
            }
            seen[start] = file;
        }
    }

    private static String sha512(Path file) {
        return Dray.program("sha512sum", file.toString()).out();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cat-manifest --pretty-print=false", "export", "extract --rootfs-only", "render --rootfs-only"})
    void whatIsNotThereIsAFailure(String command) throws IOException {
        for (String image : List.of("sha512-not-existed", "some~random~aci~name", "sha512-12341234")) {
            List<String> line = new ArrayList<>(List.of("image"));
            line.addAll(List.of(command.split(" ", -1)));
            line.add(image);
            if (!command.startsWith("cat")) {
                line.add(directory.resolve("out").toString());
            }
            assertThat(rkt(254, line.toArray(String[]::new)).out()).isEmpty();
            assertThat(directory.resolve("out")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'arch','value':'amd64'}|missing os label in the image manifest",
                "{'name':'os','value':'linux'}|missing arch label in the image manifest",
                "{'name':'os','value':'freebsd'},{'name':'arch','value':'amd64'}|bad os \"freebsd\"",
                "{'name':'os','value':'linux'},{'name':'arch','value':'armv6l'}|bad arch \"armv6l\""
            })
    void anImageSaysThatItIsForThisMachine(String labels, String words) throws IOException {
        byte[] image = new TarBytes()
                .file(
                        "manifest",
                        ("{'acKind':'ImageManifest','acVersion':'0.8.11','name':'example.com/odd','labels':[" + labels
                                        + "],'app':{'exec':['/x'],'user':'0','group':'0'}}")
                                .replace('\'', '"'))
                .directory("rootfs")
                .finished();
        String file = Files.write(directory.resolve("odd.aci"), image).toString();

        for (String command : List.of("run", "prepare")) {
            assertThat(rkt(254, INSECURE, command, file).err()).contains(words);
        }
        assertThat(rkt(0, "image", "list", "--no-legend").out().strip()).isEmpty();
        String fetched = rkt(0, INSECURE, "fetch", file).out().strip();
        assertThat(rkt(254, "run", fetched).err()).contains(words);
        assertThat(rkt(254, "prepare", "example.com/odd").err()).contains(words);
        rkt(0, "image", "rm", fetched);
    }

    @Test
    void othersThanRootAreKeptOut() throws IOException {
        fetched();
        for (String command : List.of("image gc", "image rm " + NAME, "image list", "fetch " + archive)) {
            assertThat(asNobody(command)).as(command).contains("permission denied");
        }
        for (String command : List.of("enter", "gc", "prepare", "rm", "run", "run-prepared")) {
            assertThat(asNobody(command)).as(command).contains("cannot run as unprivileged user");
        }
    }

    private String asNobody(String command) {
        List<String> line = new ArrayList<>(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", directory + "/rkt"));
        line.add("--dir=" + machine.data());
        line.addAll(List.of(command.split(" ", -1)));
        Dray.Result result = Dray.program(line.toArray(String[]::new));
        assertThat(result.code()).as(command + result.err()).isEqualTo(254);
        return result.err();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--insecure-options=bogus", "--insecure-options=image,bogus", "--bogus", "--debug=maybe"})
    void aWrongOptionShowsTheUsage(String option) throws IOException {
        assertThat(rkt(254, option, "image", "list").err()).startsWith("Usage: rkt image list");
    }

    @Test
    void debuggingShowsWhereAnErrorCameFrom() throws IOException {
        String err = rkt(254, "--debug", INSECURE, "fetch", "https://127.0.0.1:9/x.aci")
                .err();

        assertThat(err).doesNotContain("\tat ");
        assertThat(rkt(254, "--debug", INSECURE, "run", "https://127.0.0.1:9/x.aci")
                        .err())
                .contains("\n  \u2514\u2500")
                .doesNotContain("\tat ");
    }
}
