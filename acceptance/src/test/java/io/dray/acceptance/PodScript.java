package io.dray.acceptance;

import java.util.Map;

/**
 * Ways to start pods, to change them and to end them, as scripts of the shell: {@code $dray} is the program with its data directory,
 * {@code $rkt} the same under the other name, {@code $port} a port of the host that is free, {@code $work} an empty directory, {@code
 * $number} one that no other script has; the images are {@code $image}, {@code $handled}, which has event handlers, and {@code
 * $web}, which serves a page.
 */
enum PodScript {
    FOREGROUND(1, "$dray run --net=none $image"),
    DEFAULT_NETWORK(1, "$dray run --net=default $image"),
    HOST_NETWORK(1, "$dray run --net=host $image"),
    PORT(1, "$dray run --port=http:$port $web"),
    OWN_NETWORK(1, "$dray run --net=$network,default $image"),
    NAMED(1, "$dray run --net=none --name=name$number --label=of=$number $image"),
    SEVERAL(1, "$dray run --net=default $image --name=a --- $handled --name=b --- $image --name=c"),
    HANDLERS(1, "$dray run --net=none $handled"),
    PRIVATE_USERS(1, "$dray run --net=default --private-users $image --- $handled"),
    UNDER_THE_NAME_OF_RKT(1, "$rkt run --net=default $image --- $handled"),
    ATTACHABLE(1, "$dray run --net=none $image --stdin=stream --stdout=stream"),
    TERMINAL(1, "$dray run --net=none $image --stdin=tty --stdout=tty --stderr=tty"),
    VOLUMES(1, """
            $dray run --net=none --volume=host,kind=host,source=$work --volume=own,kind=empty \\
                $image --mount=volume=host,target=/host --mount=volume=own,target=/own \\
                --- $image --name=other --mount=volume=own,target=/own"""),
    SHORT(1, "$dray run --net=default $image --exec=/bin/true"),
    DETACHED(2, """
            $dray run --detach --net=default $image --name=a --- $handled --name=b
            $dray list
            """),
    RESTARTED(3, """
            pod=$($dray run --detach --net=none --restart=always $handled --exec=/bin/sh -- -c 'sleep 0.05; exit 3') || exit
            $dray status $pod
            $dray logs $pod
            """),
    PREPARED(2, """
            pod=$($dray prepare $handled) || exit
            $dray run-prepared --net=default $pod"""),
    PREPARED_AS_IT_IS(2, """
            pod=$($dray prepare $image --name=a --- $image --name=b) || exit
            $dray run-prepared $pod"""),
    STOPPED(4, """
            pod=$($dray run --detach --net=default --port=http:$port $web --- $handled) || exit
            $dray stop $pod
            $dray rm $pod
            """),
    STOPPED_BY_FORCE(4, """
            pod=$($dray run --detach --net=default $image --name=a --- $handled --name=b) || exit
            $dray stop --force $pod
            $dray gc --grace-period=0s
            """),
    COLLECTED(4, """
            $dray run --net=default $image --exec=/bin/true
            $dray gc
            $dray run --net=$network $handled --exec=/bin/true
            $dray gc --grace-period=0s
            """),
    ENTERED(3, """
            pod=$($dray run --detach --net=none $image --stdin=stream --stdout=stream --- $handled --name=b) || exit
            $dray attach --app=interrupted $pod </dev/null &
            $dray logs --follow $pod &
            $dray exec --app=b $pod /bin/sleep 1 &
            $dray status --wait $pod
            wait"""),
    EXPORTED(4, """
            $dray run --name=name$number --net=none $image --exec=/bin/touch -- /new
            $dray export name$number $work/exported.aci
            $dray rm name$number
            """),
    SANDBOX(10, """
            pod=$($dray app sandbox --detach --net=default) || exit
            $dray app add $pod $image --name=one
            $dray app start $pod --app=one
            $dray app add $pod $handled --name=two
            $dray app start $pod --app=two
            $dray app stop $pod --app=one
            $dray app rm $pod --app=one
            $dray app list $pod
            $dray app rm $pod --app=two
            $dray app add $pod $image --name=one
            """),
    SANDBOX_IN_THE_FOREGROUND(6, """
            $dray app sandbox --net=none --uuid-file-save=$work/uuid &
            tries=500
            until [ -s $work/uuid ] || [ $((tries -= 1)) -eq 0 ]; do busybox usleep 10000; done
            pod=$(cat $work/uuid)
            $dray status --wait-ready=20s $pod
            $dray app add $pod $handled --name=one --restart=always --exec=/bin/sh -- -c 'sleep 0.1' && $dray app start $pod --app=one &
            $dray app add $pod $image --name=two && $dray app start $pod --app=two &
            wait""");

    private static final String SETTING = """
            exec </dev/null
            cd "$work"
            """;

    private final int commands;
    private final String script;

    PodScript(int commands, String script) {
        this.commands = commands;
        this.script = script;
    }

    /** For how long there is something to interrupt, in lengths of one start. */
    int commands() {
        return commands;
    }

    /** The command that runs it; the variables are those that the script names. */
    ProcessBuilder command(Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SETTING + script);
        builder.environment().putAll(variables);
        return builder;
    }
}
