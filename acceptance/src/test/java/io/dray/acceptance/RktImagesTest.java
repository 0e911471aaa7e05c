package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rkt's users and their scripts see of images when the program is called by that name. */
class RktImagesTest {
    private static final String NAME = "example.com/acceptance/rkt-image";
    private static final String INSECURE = "--insecure-options=image";

    @TempDir
    private static Path directory;

    private static Machine machine;
    private static Path archive;
    private static String key;

    @BeforeAll
    static void fetch() throws IOException {
        machine = Machine.in(directory);
        archive = TinyImage.named(NAME, directory.resolve("image")).archive();
        Dray.Result fetched = machine.rkt(INSECURE, "fetch", "--full", archive.toString());
        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(fetched.out()).matches("sha512-[0-9a-f]{64}\n");
        assertThat(fetched.err()).isEqualTo("image: warning: image signature verification has been disabled\n");
        key = fetched.out().strip();
    }

    private static void assertFails(String line, String... arguments) throws IOException {
        Dray.Result result = machine.rkt(arguments);

        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.err()).contains(line);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void fetchPrintsTheShortKey() throws IOException {
        Dray.Result fetched = machine.rkt(INSECURE, "--debug", "fetch", archive.toString());

        assertThat(fetched.out()).isEqualTo(key.substring(0, "sha512-".length() + 32) + "\n");
        assertThat(fetched.err().lines()).contains("image: using image from file " + archive);
        assertThat(machine.rkt(INSECURE, "image", "fetch", archive.toString()).out())
                .isEqualTo(fetched.out());
        Dray.Result again = machine.rkt("--debug", "fetch", "--pull-policy=new", NAME + ":1");
        assertThat(again.err().lines()).contains("image: using image from local store for image name " + NAME + ":1");
        assertThat(machine.rkt("--debug", "fetch", key.substring(0, 20)).err().lines())
                .contains("image: using image from the store with hash " + key.substring(0, 20));
    }

    @Test
    void aFetchFailsInItsWords() throws IOException {
        assertFails(
                "fetch: unable to fetch image from image name \"example.com/none\"",
                "fetch",
                "--store-only",
                "example.com/none");
        assertFails("image ID too short", "fetch", "sha512-1");
        assertFails("no image IDs found", "fetch", "sha512-ffffffff");
        assertFails("error opening signature file", "fetch", archive.toString());
        try (ImageServer server = ImageServer.start()) {
            server.demanding("/", "Basic realm=\"x\"", "nobody knows");
            assertFails("bad HTTP status code: 401", "--insecure-options=image,http", "fetch", server.url("/x.aci"));
        }
        Path bare = directory.resolve("bare");
        Files.createDirectories(bare.resolve("rootfs"));
        Files.writeString(
                bare.resolve("manifest"),
                "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/bare\"}");
        Dray.program("tar", "-C", bare.toString(), "-cf", bare + ".aci", "manifest", "rootfs");
        assertFails("missing os label in the image manifest", INSECURE, "run", bare + ".aci");
    }

    @Test
    void listHasItsColumnsFieldsAndOrders() throws IOException {
        assertThat(machine.rkt("image", "list").out().lines().toList())
                .first()
                .asString()
                .matches("ID\t+NAME\t+SIZE\t+IMPORT TIME\t+LAST USED");
        assertThat(machine.rkt("image", "list", "--no-legend").out())
                .matches(key.substring(0, "sha512-".length() + 12) + "\t" + NAME + ":1\t[0-9.]+ ?MiB\t.*\t.*\n");
        assertThat(machine.rkt("image", "list", "--no-legend", "--full", "--fields=ID,size,lastused")
                        .out())
                .matches(key + "\t[0-9]+\t\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})? [+-]\\d{4} \\w+\n");
        assertThat(machine.rkt("image", "list", "--sort=size,name", "--order=desc")
                        .code())
                .isZero();
        for (String option : List.of("--fields=id,nome", "--fields=id,id", "--sort=id", "--order=up", "--format=xml")) {
            assertThat(machine.rkt("image", "list", option).code()).as(option).isEqualTo(254);
        }
    }

    @Test
    void theSizeIsThatOfTheArchiveAndTheRenderedTree() throws IOException {
        String tree = directory.resolve("rendered").toString();
        machine.rkt("image", "render", NAME, tree);
        // rkt kept two files with an image ID and an empty one beside what it rendered
        long rendered = 2L * key.length()
                + Long.parseLong(Dray.program("du", "-sb", tree).out().split("\t", -1)[0]);

        assertThat(machine.rkt("image", "list", "--no-legend", "--full", "--fields=size")
                        .out()
                        .strip())
                .isEqualTo(Long.toString(Files.size(archive) + rendered));
        assertThat(machine.rkt("image", "list", "--format=json").out())
                .contains("\"size\":" + (Files.size(archive) + rendered));
    }

    @Test
    void jsonIsIndentedByTabs() throws IOException {
        assertThat(machine.rkt("image", "list", "--format=json").out())
                .startsWith("[{\"id\":\"" + key + "\",\"name\":\"" + NAME + ":1\",\"import_time\":");
        assertThat(machine.rkt("image", "list", "--format=json-pretty").out())
                .startsWith("[\n\t{\n\t\t\"id\": \"" + key + "\"");
        assertThat(machine.rkt("image", "cat-manifest", NAME).out()).startsWith("{\n\t\"acKind\": \"ImageManifest\"");
        assertThat(machine.rkt("image", "cat-manifest", "--pretty-print=false", NAME)
                        .out())
                .isEqualTo(Files.readString(directory.resolve("image/manifest")));
        assertThat(machine.rkt("config").out()).startsWith("{\n\t\"stage0\": [");
        assertThat(machine.rkt("--pretty-print=false", "config").out())
                .startsWith("{\"stage0\":[{\"rktVersion\":\"v1\",");
    }

    @Test
    void whatIsWrittenIsNotOverwritten() throws IOException {
        String file = directory.resolve("out.aci").toString();
        String tree = directory.resolve("tree").toString();
        assertThat(machine.rkt("image", "export", NAME, file).code()).isZero();
        assertFails("export: output ACI file exists (try --overwrite)", "image", "export", NAME, file);
        assertThat(machine.rkt("image", "export", "--overwrite", NAME, file).code())
                .isZero();

        assertThat(machine.rkt("image", "extract", "--rootfs-only", NAME, tree).code())
                .isZero();
        assertThat(Path.of(tree, "bin/busybox")).exists();
        assertFails("extract: output directory exists (try --overwrite)", "image", "extract", NAME, tree);
        assertFails("render: output directory exists (try --overwrite)", "image", "render", NAME, tree);
        assertThat(machine.rkt("image", "render", "--overwrite", NAME, tree).code())
                .isZero();
        assertThat(Path.of(tree, "rootfs/bin/busybox")).exists();
        assertThat(Path.of(tree, "manifest")).exists();
        assertFails("this would delete your root filesystem. Refusing.", "image", "render", "--overwrite", NAME, "/");
    }

    @Test
    void verifyingSaysWhatItRepaired() throws IOException {
        Machine own = Machine.in(directory.resolve("own"));
        Files.createDirectories(own.directory());
        own.rkt(INSECURE, "fetch", archive.toString());
        try (var layers = Files.list(own.data().resolve("layers"))) {
            Files.writeString(layers.findFirst().orElseThrow().resolve("tree/bin/busybox"), "evil");
        }

        Dray.Result verified = own.rkt("image", "verify", NAME);

        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("tree cache verification failed for image " + NAME + ": ")
                                .endsWith("rebuilding..."),
                        line -> assertThat(line)
                                .isEqualTo("successfully verified checksum for image: \"" + NAME + "\" (\"" + key
                                        + "\")"));
        Dray.Result removed = own.rkt("image", "rm", "example.com/none", NAME);
        assertThat(removed.code()).isZero();
        assertThat(removed.out()).isEqualTo("successfully removed aci for image: \"" + key + "\"\n");
        assertThat(removed.err())
                .contains("rm: there is no image example.com/none")
                .endsWith("rm: 1 image(s) successfully removed\n");
    }

    @Test
    void anImageIsRepairedForAPodThatWaitsButNotBelowOneThatRuns() throws IOException {
        Machine own = Machine.in(directory.resolve("waiting"));
        Files.createDirectories(own.directory());
        own.rkt(INSECURE, "fetch", archive.toString());
        String pod = own.rkt("prepare", "--net=none", NAME, "--exec=/bin/echo", "--", "hello")
                .out()
                .strip();
        remove(own.data(), "bin/cat");

        Dray.Result verified = own.rkt("image", "verify", key.substring(0, 20));

        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out())
                .contains("tree cache verification failed for image")
                .contains("successfully verified checksum for image");
        assertThat(own.rkt("run-prepared", pod).out()).endsWith(" hello\n");
        own.rkt("gc", "--grace-period=0s");

        Path uuid = directory.resolve("uuid");
        Process running = own.startSleeping(NAME, uuid);
        remove(own.data(), "bin/cat");
        Dray.Result refused = own.rkt("image", "verify", NAME);
        assertThat(refused.code()).isEqualTo(254);
        assertThat(refused.err())
                .contains("verify: cannot repair image " + key)
                .contains("verify: hint: rkt stop " + Files.readString(uuid).strip());
        own.rkt("stop", "--force", "--uuid-file=" + uuid);
        running.onExit().join();
        own.rkt("gc", "--grace-period=0s");
    }

    private static void remove(Path data, String file) throws IOException {
        try (var layers = Files.list(data.resolve("layers"))) {
            Files.delete(layers.findFirst().orElseThrow().resolve("tree").resolve(file));
        }
    }

    @Test
    void trustIsNotAskedForWithoutATerminal() throws IOException {
        try (Gpg gpg = Gpg.at(directory.resolve("gpg"))) {
            gpg.key("signer@example.com", "ed25519", "never");
            Path file = gpg.export("signer@example.com", directory.resolve("key.asc"));
            Dray.Result refused = machine.rkt("trust", "--prefix=example.com", file.toString());

            assertThat(refused.code()).isEqualTo(254);
            assertThat(refused.out()).startsWith("gpg key fingerprint is: ");
            assertThat(refused.err())
                    .startsWith("pubkey: prefix: \"example.com\"\nkey: \"" + file + "\"\n")
                    .contains("trust: unable to ask user to review fingerprint due to lack of tty");
            assertFails("aborting due to implicit unbounded trust (root domain)", "trust", file.toString());
            assertFails(
                    "--root and --prefix usage mutually exclusive", "trust", "--root", "--prefix=a", file.toString());
        }
    }
}
