package io.dray.pod.start;

import io.dray.core.ShellQuote;

/**
 * Output as rkt showed it: each line of an app, or of what runs before and after it, begins with the time since the machine's boot
 * and the name of the app, {@code [ 1245.520000] redis[2]: Ready}. A process per app copies the lines, which costs a start some
 * milliseconds: only under rkt's name.
 */
final class LabelledOutput {
    /** Where a command of a script writes then; needs {@code pod}. Open for reading too, so that it never waits for a reader. */
    private static final String REDIRECTION = " 1<>\"$pod/apps/%s/output\" 2>&1";

    /** In the scripts, what a command's redirection takes the place of. */
    private static final String INPUT = "</dev/null";

    /**
     * Defines {@code label_output APP}. The copying process has the descriptor open for writing too, so that the end of one writer
     * is not that of the output, which ends with a line of its own; and it leaves with the pod's process, whatever ends that.
     */
    static final String BEGIN = """

            label_output() { # APP
                lines=$pod/apps/$1/output
                "$busybox" mkfifo -m 622 "$lines" || give_up 254 "the output of app $1 cannot be labelled"
                done="$lines.done" "$setsid" "$setpriv" --pdeathsig TERM "$busybox" awk -v app="$1" '{
                    last = sub(/\\001$/, "")
                    if (!last || $0 != "") {
                        getline up <"/proc/uptime"
                        close("/proc/uptime")
                        split(up, time, " ")
                        printf "[%12s] %s[2]: %s\\n", time[1] "0000", app, $0
                        fflush()
                    }
                    if (last) exit
                }
                END { printf "" >ENVIRON["done"] }' <>"$lines" 7<&- 8<&- 9<&- &
            }
            """;

    /** Defines {@code end_output}, which waits until all has been copied, but at most ten seconds. */
    static final String END = """

            end_output() {
                for lines in "$pod"/apps/*/output; do
                    [ ! -p "$lines" ] || printf '\\001\\n' 1<>"$lines"
                done
                for lines in "$pod"/apps/*/output; do
                    tries=5000
                    while [ -p "$lines" ] && [ ! -e "$lines.done" ] && [ $((tries -= 1)) -gt 0 ]; do
                        "$busybox" usleep 2000
                    done
                done
            }
            """;

    /** The service that labels what the service beside it writes, for apps that come and go; needs {@code app}. */
    static final String SERVICE = """
            exec "$busybox" awk -v app="$app" '{
                getline up <"/proc/uptime"
                close("/proc/uptime")
                split(up, time, " ")
                printf "[%12s] %s[2]: %s\\n", time[1] "0000", app, $0
                fflush()
            }'
            """;

    private static final String REFUSAL = "dray: cannot start pod $uuid: $2";

    private LabelledOutput() {}

    /** The script with its own failures said as rkt's first stage said them. */
    static String speakingAsStage1(String script) {
        return script.replace(REFUSAL, "stage1: $2; pod $uuid cannot start")
                .replace("echo \"dray: ", "echo \"stage1: ");
    }

    /** The script with the output of its containers labelled. */
    static String in(String script, String app) {
        return speakingAsStage1(script)
                .replace(INPUT + "\n", INPUT + REDIRECTION.formatted(app) + "\n")
                .replace(INPUT + " &", INPUT + REDIRECTION.formatted(app) + " &")
                .replace(INPUT + " 7<&-", INPUT + REDIRECTION.formatted(app) + " 7<&-");
    }

    /** The line that begins it for an app. */
    static String begin(String app) {
        return "label_output " + ShellQuote.quote(app) + "\n";
    }
}
