package io.dray.pod.lifecycle;

import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.util.function.Consumer;

/** Follows the size of the window that this process's terminal is. */
final class WindowSize {
    /** Prints rows and columns whenever the window changes; ends with this process. */
    private static final String CHANGES = """
            trap 'stty size </dev/tty' WINCH
            while :; do
                setpriv --pdeathsig KILL sleep infinity &
                wait $!
                kill $!
            done
            """;

    private WindowSize() {}

    /** Tells the size, {@code rows columns}, whenever it changes, on a thread of its own. */
    static void follow(ProgramRunner programs, Consumer<String> listener) {
        Command command = Command.of("setpriv", "--pdeathsig", "TERM", "/bin/sh", "-c", CHANGES);
        Thread.ofPlatform().daemon().name("window").start(() -> programs.follow(command, listener));
    }
}
