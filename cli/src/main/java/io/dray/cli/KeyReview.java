package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.Printable;
import io.dray.core.InvalidInputException;
import io.dray.image.trust.PublicKey;
import io.dray.image.trust.TrustStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Shows keys and trusts those that a person, or a fingerprint on the command line, says yes to; in rkt's words. */
final class KeyReview {
    private final CommandContext context;
    private final TrustStore trust;
    private final boolean skipsReview;
    private final List<String> fingerprints;

    /**
     * A review.
     *
     * @param fingerprints if any, only keys of these are trusted, and nobody is asked
     */
    KeyReview(CommandContext context, TrustStore trust, boolean skipsReview, List<String> fingerprints) {
        this.context = context;
        this.trust = trust;
        this.skipsReview = skipsReview;
        this.fingerprints = fingerprints;
    }

    /** Trusts the key for the prefix, or for all images if it is empty, unless somebody says no. */
    void review(String location, byte[] content, String prefix) {
        PublicKey key = PublicKey.parse(location, content);
        show(location, key, prefix);
        boolean asks = fingerprints.isEmpty() && !skipsReview;
        requireExpected(location, key);
        if (asks && !isAccepted(location, key)) {
            sayNo(location);
            return;
        }
        say("Trusting \"" + location + "\" for prefix \"" + prefix + "\" "
                + (skipsReview && fingerprints.isEmpty() ? "without" : "after") + " fingerprint review.");
        Path file = trust.trust(key, content, prefix);
        say(
                prefix.isEmpty()
                        ? "Added root key at \"" + file + "\""
                        : "Added key for prefix \"" + prefix + "\" at \"" + file + "\"");
    }

    private void sayNo(String location) {
        String line = isRkt() ? "pubkey: not trusting \"" : "Not trusting \"";
        context.err().println(Printable.line(line + location + "\""));
    }

    private void show(String location, PublicKey key, String prefix) {
        context.err().println(Printable.line((isRkt() ? "pubkey: " : "") + "prefix: \"" + prefix + "\""));
        context.err().println(Printable.line("key: \"" + location + "\""));
        say("gpg key fingerprint is: " + PublicKey.readable(key.fingerprint()));
        for (String subkey : key.subkeys()) {
            say("    Subkey fingerprint: " + PublicKey.readable(subkey));
        }
        for (String user : key.users()) {
            facts().println("\t" + Printable.line(user));
        }
    }

    private void requireExpected(String location, PublicKey key) {
        if (!fingerprints.isEmpty() && !fingerprints.contains(key.fingerprint())) {
            throw new InvalidInputException(
                    "the key " + location + " has the fingerprint " + key.fingerprint()
                            + ", which is none of those given by --fingerprint",
                    "compare it with what the key's owner says; this may be another key");
        }
    }

    private boolean isAccepted(String location, PublicKey key) {
        if (!context.surroundings().inputIsTerminal()) {
            throw new InvalidInputException(
                    isRkt()
                            ? "unable to ask user to review fingerprint due to lack of tty"
                            : "cannot ask whether to trust the key " + location + ": standard input is not a terminal",
                    "if that is the key you want, say so with --fingerprint=" + key.fingerprint());
        }
        while (true) {
            say("Are you sure you want to trust this key (yes/no)?");
            String answer = context.surroundings()
                    .readLine()
                    .orElseThrow(() -> new InvalidInputException(
                            "error reviewing key " + location + ": the input ended without an answer",
                            "answer yes or no"));
            switch (answer) {
                case "yes" -> {
                    return true;
                }
                case "no" -> {
                    return false;
                }
                default -> say("Please enter 'yes' or 'no'");
            }
        }
    }

    private void say(String line) {
        facts().println(Printable.line(line));
    }

    /** rkt wrote what it found out and did to standard output. */
    private PrintStream facts() {
        return isRkt() ? context.out() : context.err();
    }

    private static boolean isRkt() {
        return ProgramName.current() == ProgramName.RKT;
    }
}
