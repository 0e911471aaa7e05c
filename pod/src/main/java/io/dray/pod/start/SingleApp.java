package io.dray.pod.start;

import io.dray.core.ShellQuote;

/**
 * The end of {@code start} for a pod of one app: the shell itself hands signals on, waits for the app and cleans up after it. A
 * supervisor would be three more programs between the command and the app, and this app is not started again.
 */
final class SingleApp {
    private static final String SCRIPT = """

            # The one app of the pod: this shell stands for it. GLIBC_TUNABLES has crun give back what it no longer needs.
            end_by_force_later() {
                (
                    trap 'kill "$clock"' TERM
                    "$busybox" sleep $patience &
                    clock=$!
                    wait "$clock" && container kill "$id" KILL
                ) </dev/null >/dev/null 2>&1 8<&- 9<&- &
                timer=$!
            }
            pass_on() { # SIGNAL
                signalled=yes
                if [ "$ending$1" = INTINT ]; then
                    # asked for the second time
                    container kill "$id" KILL 2>/dev/null
                elif [ "$1" = TERM ]; then
                    kill -"$stop" "$app" 2>/dev/null
                else
                    kill -"$1" "$app" 2>/dev/null
                fi
                case $1 in
                    INT | TERM)
                        [ -n "$ending" ] || end_by_force_later
                        ending=$1
                        ;;
                esac
            }
            stop=TERM
            [ ! -e "$bundle/stop-signal" ] || read -r stop <"$bundle/stop-signal"
            app=
            timer=
            ending=
            for signal in HUP INT QUIT TERM USR1 USR2; do
                trap "pass_on $signal" "$signal"
            done
            """;

    /** A terminal sends its signals to a whole group of processes: the app hears of them only through the shell. */
    private static final String WITHOUT_INPUT = """
            if { command : </dev/tty; } 2>/dev/null; then
                GLIBC_TUNABLES=$frugal "$setsid" "$crun" --root "$containers" run --bundle "$bundle" "$id" </dev/null 7<&- &
            else
                GLIBC_TUNABLES=$frugal "$crun" --root "$containers" run --bundle "$bundle" "$id" </dev/null 7<&- &
            fi
            """;

    /**
     * The terminal of the container is another one than the caller's, and crun gives it no size, neither at the start nor when the
     * window changes. It is the input of the container's first process from the moment on which that is the init.
     */
    private static final String WITH_INPUT = """
            exec 5<&0
            fit_terminal() {
                signalled=yes
                # there is no end of line
                read -r first <"$bundle/pid"
                # only a terminal (major 136 to 143): an app that is root may have put another device there, for us to open it
                case $("$busybox" stat -L -c %t "/proc/$first/fd/0") in 8[89a-f]) ;; *) return ;; esac
                size=$("$busybox" stty size <&5) &&
                    "$busybox" stty rows "${size% *}" cols "${size#* }" <"/proc/$first/fd/0"
            } 2>/dev/null
            fit_terminal_soon() {
                tries=500
                first=self
                while read -r name <"/proc/$first/comm"; [ "$name" != dray-init ] && [ $((tries -= 1)) -gt 0 ]; do
                    "$busybox" usleep 2000
                    [ ! -s "$bundle/pid" ] || read -r first <"$bundle/pid"
                done
                fit_terminal
            } 2>/dev/null
            if [ -t 5 ]; then
                # crun does so, unless it is killed
                modes=$("$busybox" stty -g <&5)
                trap '"$busybox" stty "$modes" <&5' EXIT
                trap fit_terminal WINCH
                fit_terminal_soon 7<&- 8<&- 9<&- &
            fi
            # what the app wrote last crun may find only after the app's end, and then takes for something to be logged: 255 bytes a piece
            # and a line break; of a start that fails it tells in both ways
            print_rest() {
                [ -s "$bundle/pid" ] || return 0
                left=$("$busybox" stat -c %s "$bundle/crun.log")
                while [ "$left" -gt 1 ]; do
                    piece=$((left > 256 ? 255 : left - 1))
                    "$busybox" dd bs="$piece" count=1
                    "$busybox" dd bs=1 count=1 >/dev/null
                    left=$((left - piece - 1))
                done <"$bundle/crun.log" 2>/dev/null
            }
            GLIBC_TUNABLES=$frugal "$crun" --log "$bundle/crun.log" --root "$containers" run --pid-file "$bundle/pid" --bundle "$bundle" "$id" <&5 5<&- 7<&- &
            """;

    private static final String WAIT = """
            app=$!
            # until the JVM has left, too
            while read -r _ <&7; do :; done
            exec 7<&-
            wait_for "$app"
            [ ! -s "$bundle/crun.log" ] || print_rest

            # nothing may stop the rest
            trap '' HUP INT QUIT TERM USR1 USR2
            [ -z "$timer" ] || kill "$timer" 2>/dev/null
            # only crun was killed: the app must not go on without it
            [ ! -e "$containers/$id" ] || container delete -f "$id" 2>/dev/null
            look_for_oom "$code"
            # the app's post-stop handler runs however the app ended; whoever kills it may kill this shell, too
            if [ -e "$bundle/post-stop.json" ]; then
                { echo "$code" >"$bundle/exit.new"; } 2>/dev/null
                container run --bundle "$bundle" --config "$bundle/post-stop.json" "$id-stop" </dev/null
            fi
            [ -z "$oom" ] || : >"$bundle/oom"
            { echo "$code" >"$bundle/exit.new"; } 2>/dev/null && "$busybox" mv "$bundle/exit.new" "$bundle/exit"
            [ ! -e "$pod/release" ] || /bin/sh "$pod/release"
            remove_groups
            if [ -e "$pod/forced" ]; then
                [ -z "${modes-}" ] || "$busybox" stty "$modes" <&5
                kill -KILL $$
            fi
            exit "$code"
            """;

    private static final int MILLIS_PER_SECOND = 1000;

    private SingleApp() {}

    static String script(String app, StartScript.Pod pod) {
        boolean labelled = pod.labelled();
        String run = pod.interactive() ? WITH_INPUT : WITHOUT_INPUT;
        String end = labelled
                ? LabelledOutput.in(AskedEnd.in(WAIT, "[ -n \"$ending\" ]"), "${bundle##*/}")
                        .replace("\nif [ -e \"$pod/forced\"", "\nend_output\nif [ -e \"$pod/forced\"")
                : WAIT;
        return "\nid=$uuid-" + ShellQuote.quote(app) + "\nbundle=$pod/apps/" + ShellQuote.quote(app)
                + "\nfrugal=" + AppService.FRUGAL + "\ngroup=/dray/$uuid/" + ShellQuote.quote(app) + "\npatience="
                + ServiceScripts.STOP_TIMEOUT_MILLIS / MILLIS_PER_SECOND + "\n" + OutOfMemory.FUNCTION
                + ChildWait.FUNCTION + SCRIPT
                + pod.streams().inRun(labelled ? LabelledOutput.in(run, "${bundle##*/}") : run) + end;
    }
}
