package io.dray.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets contenders take turns: in each round every one runs once, and each round begins with another one. */
final class Race {
    private final List<Contender> contenders;
    private final Path errors;

    /**
     * @param contenders who takes part
     * @param errors a file that receives what the commands write to stderr
     */
    Race(List<Contender> contenders, Path errors) {
        this.contenders = List.copyOf(contenders);
        this.errors = errors;
    }

    /** Runs one round that is not counted, then the given number of rounds. */
    Map<Contender, List<Sample>> run(int rounds) throws IOException, InterruptedException {
        Map<Contender, List<Sample>> samples = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            samples.put(contender, new ArrayList<>());
            measure(contender);
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                Contender contender = contenders.get((round + turn) % contenders.size());
                samples.computeIfAbsent(contender, _ -> new ArrayList<>()).add(measure(contender));
            }
            System.err.print("\rround " + (round + 1) + " of " + rounds);
        }
        System.err.println();
        return samples;
    }

    private Sample measure(Contender contender) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(contender.command());
        if (!contender.setUp().isEmpty()) {
            String prepared = outputOf(contender.setUp());
            command.replaceAll(word -> word.equals(Contender.PREPARED) ? prepared : word);
        }
        long start = System.nanoTime();
        Process process = start(command);
        long firstOutput;
        long lastOutput;
        int first;
        try (InputStream output = process.getInputStream()) {
            first = output.read();
            firstOutput = System.nanoTime() - start;
            lastOutput = firstOutput;
            while (output.read() >= 0) {
                lastOutput = System.nanoTime() - start;
            }
        }
        int code = process.waitFor();
        final long exit = System.nanoTime() - start;
        if (first < 0 || code != 0) {
            throw new IllegalStateException(contender.name() + " ended with " + code + ": " + String.join(" ", command)
                    + "\n" + Files.readString(errors));
        }
        if (!contender.cleanup().isEmpty()) {
            outputOf(contender.cleanup());
        }
        return new Sample(firstOutput, lastOutput, exit);
    }

    private String outputOf(List<String> command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(errors.toFile())
                .start();
    }
}
