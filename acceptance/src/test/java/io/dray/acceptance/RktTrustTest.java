package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and types, who is asked on a terminal whether a key is to be trusted, under the name of rkt. */
class RktTrustTest {
    private static final String QUESTION = "Are you sure you want to trust this key (yes/no)?";
    private static final String STRANGER = "openpgp: signature made by unknown entity";

    @TempDir
    private static Path shared;

    private static Gpg gpg;
    private static String fingerprint;
    private static Path key;
    private static Path otherKey;
    private static Path app;
    private static Path other;

    @TempDir
    private Path directory;

    private Machine machine;

    @BeforeAll
    static void signTwoImages() throws IOException {
        gpg = Gpg.at(shared.resolve("gpg"));
        fingerprint = gpg.key("signer@example.com", "ed25519", "never");
        gpg.key("other@example.com", "ed25519", "never");
        key = gpg.export("signer@example.com", shared.resolve("key.asc"));
        otherKey = gpg.export("other@example.com", shared.resolve("other.asc"));
        app = signed("example.com/my-app", "app");
        other = signed("alternative.example.com/my-app", "alternative");
    }

    private static Path signed(String name, String file) throws IOException {
        Path archive = TinyImage.named(name, shared.resolve(file))
                .running("echo Hello")
                .archive();
        gpg.sign("signer@example.com", archive, "--armor");
        return archive;
    }

    @AfterAll
    static void stop() {
        gpg.close();
    }

    @BeforeEach
    void start() throws IOException {
        machine = Machine.in(directory);
        machine.rkt("version");
    }

    /** Asks about a key on a terminal and types an answer to each question: a word, or {@code ^D}. */
    private Dray.Result trust(String options, Path file, String... answers) {
        String line = "%s/rkt --dir=%s --system-config=%s/system --local-config=%s trust %s %s"
                .formatted(directory, machine.data(), directory, machine.local(), options, file);
        return Dray.program(
                "bash",
                "-c",
                "set -o pipefail; d=$(mktemp -d); mkfifo $d/in; exec 9<>$d/in; line=$1; shift;"
                        + " timeout 60 script -qefc \"$line\" /dev/null <$d/in | while read -r said; do echo \"$said\";"
                        + " case $said in *'(yes/no)?'*) if [ \"$1\" = ^D ]; then printf '\\004'; else printf '%s\\r' \"$1\"; fi"
                        + " >&9; shift ;; esac; done; code=$?; rm -r $d; exit $code",
                "bash",
                line,
                answers.length > 0 ? answers[0] : "",
                answers.length > 1 ? answers[1] : "");
    }

    private static List<String> shown(Dray.Result result) {
        return result.out().lines().map(String::strip).toList();
    }

    private void assertRuns(Path image) throws IOException {
        Dray.Result run = machine.rkt("--debug", "run", "--net=none", image.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Hello");
        machine.rkt("gc", "--grace-period=0s");
    }

    private void assertRefuses(Path image, String words) throws IOException {
        Dray.Result run = machine.rkt("--debug", "run", "--net=none", image.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(254);
        assertThat(run.err()).contains(words);
    }

    @Test
    void aYesTrustsTheKeyForItsPrefix() {
        Dray.Result asked = trust("--prefix=example.com", key, "yes");

        Path file = machine.local().resolve("trustedkeys/prefix.d/example.com").resolve(fingerprint);
        assertThat(asked.code()).as(asked.out()).isZero();
        assertThat(shown(asked))
                .containsSubsequence(
                        "pubkey: prefix: \"example.com\"",
                        "key: \"" + key + "\"",
                        "signer@example.com",
                        QUESTION,
                        "Trusting \"" + key + "\" for prefix \"example.com\" after fingerprint review.",
                        "Added key for prefix \"example.com\" at \"" + file + "\"");
        assertThat(shown(asked))
                .anyMatch(
                        line -> line.matches("gpg key fingerprint is: ([0-9A-F]{4} ){5} ([0-9A-F]{4} ){4}[0-9A-F]{4}"));
        assertThat(file).hasSameTextualContentAs(key);
    }

    @Test
    void aNoTrustsNothing() {
        Dray.Result asked = trust("--root", key, "maybe", "no");

        assertThat(asked.code()).as(asked.out()).isZero();
        assertThat(shown(asked))
                .containsSubsequence(
                        QUESTION, "Please enter 'yes' or 'no'", QUESTION, "pubkey: not trusting \"" + key + "\"");
        assertThat(machine.local()).doesNotExist();
    }

    @Test
    void noAnswerIsAFailure() {
        Dray.Result asked = trust("--root", key, "^D");

        assertThat(asked.code()).as(asked.out()).isEqualTo(254);
        assertThat(asked.out()).contains("trust: error reviewing key");
        assertThat(machine.local()).doesNotExist();
    }

    @Test
    void theRootIsTrustedOnlyIfItIsNamed() throws IOException {
        for (String line : List.of("--prefix=example.com --root", "")) {
            Dray.Result refused = trust(line, key);
            assertThat(refused.code()).as(refused.out()).isEqualTo(254);
        }
        assertThat(machine.rkt("trust", "--root").code()).isEqualTo(254);
        assertThat(machine.rkt("trust").code()).isEqualTo(254);
        assertThat(machine.local()).doesNotExist();

        Dray.Result asked = trust("--root", key, "yes");
        assertThat(shown(asked))
                .last()
                .isEqualTo("Added root key at \""
                        + machine.local().resolve("trustedkeys/root.d").resolve(fingerprint) + "\"");
    }

    @Test
    void anImageRunsOnceItsSignerIsTrustedForItsName() throws IOException {
        assertRefuses(app, STRANGER);
        trust("--prefix=wrong.example.com/my-app", key, "yes");
        assertRefuses(app, STRANGER);
        trust("--prefix=example.com/my-app", otherKey, "yes");
        assertRefuses(app, STRANGER);
        trust("--prefix example.com/my-app", key, "yes");
        assertRuns(app);
        assertRefuses(other, STRANGER);
        trust("--root", key, "yes");
        assertRuns(app);
        assertRuns(other);

        Path unsigned = Files.copy(app, directory.resolve("unsigned.aci"));
        assertRefuses(unsigned, "error opening signature file");
    }
}
