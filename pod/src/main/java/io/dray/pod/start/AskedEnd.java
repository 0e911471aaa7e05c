package io.dray.pod.start;

/**
 * Rkt's apps were units of systemd, to which an app that is asked to end, and that ends by the very signal, has done well: its exit
 * code is 0. Only under rkt's name; everywhere else it is 128 and the number of the signal.
 */
final class AskedEnd {
    /** Where the exit code is known, and not yet written down. */
    private static final String KNOWN = "look_for_oom \"$code\"\n";

    private AskedEnd() {}

    /**
     * The script with such ends taken for good ones.
     *
     * @param asked a condition of the shell: whether the app was asked to end
     */
    static String in(String script, String asked) {
        // SIGHUP, SIGINT, SIGPIPE and SIGTERM; see SuccessExitStatus in systemd.service(5)
        return script.replace(
                KNOWN, KNOWN + "case $code in\n    129 | 130 | 141 | 143) ! " + asked + " || code=0 ;;\nesac\n");
    }
}
