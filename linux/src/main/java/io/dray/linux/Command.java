package io.dray.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program to run, with its arguments and surroundings; immutable, each {@code with} method gives a changed copy. */
public final class Command {
    private final String program;
    private final List<String> arguments;
    private final Optional<Path> directory;
    private final Map<String, String> environment;
    private final boolean inheritsEnvironment;
    private final byte[] input;

    private Command(String program, List<String> arguments, Surroundings surroundings) {
        this.program = program;
        this.arguments = List.copyOf(arguments);
        this.directory = surroundings.directory;
        this.environment = surroundings.environment;
        this.inheritsEnvironment = surroundings.inherits;
        this.input = surroundings.input;
    }

    private record Surroundings(
            Optional<Path> directory,
            Map<String, String> environment,
            boolean inherits,
            @SuppressWarnings("ArrayRecordComponent") byte[] input) {}

    /**
     * A command with the environment of this process and an empty standard input.
     *
     * @param program a name to look up as {@link Programs} does, or a path with a slash in it
     */
    public static Command of(String program, String... arguments) {
        return of(program, List.of(arguments));
    }

    /** See {@link #of(String, String...)}. */
    public static Command of(String program, List<String> arguments) {
        return new Command(program, arguments, new Surroundings(Optional.empty(), Map.of(), true, new byte[0]));
    }

    /** The same command with these arguments after the present ones. */
    public Command withArguments(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Command(program, all, surroundings());
    }

    /** The same command, run in this directory. */
    public Command withDirectory(Path workingDirectory) {
        return new Command(
                program,
                arguments,
                new Surroundings(Optional.of(workingDirectory), environment, inheritsEnvironment, input));
    }

    /** The same command with one more variable in its environment. */
    public Command withVariable(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(name, value);
        return new Command(
                program,
                arguments,
                new Surroundings(directory, Collections.unmodifiableMap(all), inheritsEnvironment, input));
    }

    /** The same command with nothing in its environment but what {@link #withVariable} put there. */
    public Command withCleanEnvironment() {
        return new Command(program, arguments, new Surroundings(directory, environment, false, input));
    }

    /** The same command with these bytes as its standard input; ignored when the terminal's is passed on. */
    public Command withInput(byte[] standardInput) {
        return new Command(
                program,
                arguments,
                new Surroundings(directory, environment, inheritsEnvironment, standardInput.clone()));
    }

    private Surroundings surroundings() {
        return new Surroundings(directory, environment, inheritsEnvironment, input);
    }

    /** The program as it was named. */
    public String program() {
        return program;
    }

    public List<String> arguments() {
        return arguments;
    }

    /** Where it runs; empty for the directory of this process. */
    public Optional<Path> directory() {
        return directory;
    }

    /** The variables set for it, in addition to the inherited ones. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Whether it sees the variables of this process too. */
    public boolean inheritsEnvironment() {
        return inheritsEnvironment;
    }

    /** What it reads from its standard input. */
    public byte[] input() {
        return input.clone();
    }

    /** Program and arguments, for messages. */
    @Override
    public String toString() {
        return arguments.isEmpty() ? program : program + " " + String.join(" ", arguments);
    }
}
