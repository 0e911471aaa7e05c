package io.dray.pod.lifecycle;

import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The terminal of this process while an app's terminal takes its place: every key goes there, Ctrl-C too. Closing gives it back
 * as it was; so does the end of this process, whatever brings it.
 */
public final class CallerTerminal implements AutoCloseable {
    private static final String DEVICE = "/dev/tty";

    private final ProgramRunner programs;
    private final String state;
    private final AtomicBoolean closed = new AtomicBoolean();

    private CallerTerminal(ProgramRunner programs, String state) {
        this.programs = programs;
        this.state = state;
    }

    /** Takes the terminal away from the program that started this process. */
    public static CallerTerminal take() {
        ProgramRunner programs = new ProgramRunner();
        String state = programs.require(Command.of("stty", "-F", DEVICE, "-g"))
                .output()
                .strip();
        CallerTerminal terminal = new CallerTerminal(programs, state);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(terminal::close));
        programs.require(Command.of("stty", "-F", DEVICE, "raw", "-echo"));
        return terminal;
    }

    /** The size of its window, {@code rows columns}. */
    String size() {
        return programs.require(Command.of("stty", "-F", DEVICE, "size"))
                .output()
                .strip();
    }

    /** Tells the size whenever it changes. */
    void followSize(Consumer<String> listener) {
        WindowSize.follow(programs, listener);
    }

    /** Ends this process, since a thread that waits for the app cannot be told to stop. */
    void leave() {
        close();
        System.exit(0);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            programs.run(Command.of("stty", "-F", DEVICE, state));
        }
    }
}
