package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.pod.isolator.GivenUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code --insecure-options} gives up; each word one thing, in rkt's words. */
record InsecureOptions(List<Waiver> waivers) {
    private static final InsecureOptions NONE = new InsecureOptions(List.of());

    InsecureOptions {
        waivers = List.copyOf(waivers);
    }

    /** One thing that is given up. */
    enum Waiver {
        /** Plain HTTP. */
        HTTP("plain http is asked where https fails", Group.FETCH),
        /** Signatures of images. */
        IMAGE("image signature verification has been disabled", Group.FETCH),
        /** Certificates. */
        TLS("TLS verification has been disabled", Group.FETCH),
        /** Keys over plain HTTP. */
        PUBKEY("public keys may come over plain http", Group.FETCH),
        /** What lies on the disk; rkt ignored it too. */
        ONDISK("ondisk has no effect: images on the disk are verified by 'image verify' only", Group.RUN),
        /** The set of capabilities. */
        CAPABILITIES("apps keep all capabilities", Group.RUN),
        /** Protected paths. */
        PATHS("protected paths of /proc and /sys are open", Group.RUN),
        /** The filter of system calls. */
        SECCOMP("system calls are not filtered", Group.RUN);

        private final String warning;
        private final Group group;

        Waiver(String warning, Group group) {
            this.warning = warning;
            this.group = group;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Group {
        FETCH,
        RUN
    }

    /**
     * What the command line gives up.
     *
     * @throws InvalidInputException for an unknown word
     */
    static InsecureOptions of(ParsedArguments arguments) {
        if (arguments.value(GlobalOptions.INSECURE_OPTIONS).isEmpty()) {
            return NONE;
        }
        List<Waiver> waivers = new ArrayList<>();
        for (String list : arguments.values(GlobalOptions.INSECURE_OPTIONS)) {
            for (String word : list.split(",", -1)) {
                add(word.strip(), waivers);
            }
        }
        return new InsecureOptions(waivers);
    }

    private static void add(String word, List<Waiver> waivers) {
        boolean known = word.equals("none");
        for (Waiver waiver : Waiver.values()) {
            boolean meant = word.equals(waiver.word())
                    || word.equals("all")
                    || (word.equals("all-fetch") && waiver.group == Group.FETCH)
                    || (word.equals("all-run") && waiver.group == Group.RUN);
            known |= meant;
            if (meant && !waivers.contains(waiver)) {
                waivers.add(waiver);
            }
        }
        if (!known) {
            throw new InvalidInputException(
                    "--insecure-options does not know '" + word + "'",
                    "it takes a list of none, image, tls, ondisk, http, pubkey, capabilities, paths, seccomp,"
                            + " all-fetch, all-run, all");
        }
    }

    boolean has(Waiver waiver) {
        return waivers.contains(waiver);
    }

    /** What a pod's apps do without. */
    GivenUp givenUp() {
        return waivers.isEmpty()
                ? GivenUp.NOTHING
                : new GivenUp(has(Waiver.CAPABILITIES), has(Waiver.PATHS), has(Waiver.SECCOMP));
    }

    /** Says what the apps of a pod do without. */
    void announceRun(CommandContext context, String command) {
        for (Waiver waiver : waivers) {
            if (waiver.group == Group.RUN && waiver != Waiver.ONDISK) {
                context.err().println(ProgramName.current().speaking(command) + "warning: " + waiver.warning);
            }
        }
    }

    /** Says what is given up of what a fetch protects. */
    void announceFetch(CommandContext context) {
        for (Waiver waiver : waivers) {
            if (waiver.group == Group.FETCH || waiver == Waiver.ONDISK) {
                String prefix = ProgramName.current() == ProgramName.RKT ? "image: " : "dray: ";
                context.err().println(prefix + "warning: " + waiver.warning);
            }
        }
    }
}
