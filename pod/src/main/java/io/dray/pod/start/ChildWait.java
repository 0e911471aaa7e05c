package io.dray.pod.start;

/**
 * How scripts wait for a child while they hand signals on to it. A signal ends the shell's {@code wait} early; and while the shell
 * runs what the signal is to do, it may already take notice of the child's end: then it still tells the exit code, but only once.
 */
final class ChildWait {
    /** Defines {@code wait_for PID}, which sets {@code code}. The traps of the script set {@code signalled}. */
    static final String FUNCTION = """

            wait_for() { # PID
                code=
                while :; do
                    signalled=
                    wait "$1"
                    ended=$?
                    [ "$ended" = 127 ] && [ -n "$code" ] && return 0
                    code=$ended
                    [ -n "$signalled" ] || return 0
                done
            }
            """;

    private ChildWait() {}
}
