package io.dray.acceptance;

import java.util.ArrayList;
import java.util.List;

/** The validator of the reference implementation. It ends at some files that it refuses, by itself or by a panic; it is started again. */
final class Actool {
    private static final int PANIC = 2;
    private static final int AT_ONCE = 200;

    private Actool() {}

    /** Whether it accepts each of the files. */
    static List<Boolean> verdicts(List<String> files) {
        List<Boolean> verdicts = new ArrayList<>();
        while (verdicts.size() < files.size()) {
            int end = Math.min(files.size(), verdicts.size() + AT_ONCE);
            verdicts.addAll(begin(files.subList(verdicts.size(), end)));
        }
        return verdicts;
    }

    /** The verdicts up to the file at which it ends, which is at least the first. */
    private static List<Boolean> begin(List<String> files) {
        List<String> command = new ArrayList<>(List.of("actool", "--debug", "validate"));
        command.addAll(files);
        Dray.Result result = Dray.program(command.toArray(String[]::new));
        List<Boolean> verdicts = new ArrayList<>();
        for (String line : result.err().lines().toList()) {
            if (verdicts.size() < files.size() && line.startsWith(files.get(verdicts.size()) + ": ")) {
                verdicts.add(line.startsWith(files.get(verdicts.size()) + ": valid "));
            }
        }
        if (result.code() == PANIC || verdicts.isEmpty()) {
            verdicts.add(false);
        }
        return verdicts;
    }
}
