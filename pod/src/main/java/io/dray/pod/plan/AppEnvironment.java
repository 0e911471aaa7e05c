package io.dray.pod.plan;

import io.dray.image.manifest.App;
import io.dray.pod.stream.AppStreams;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment of a pod's apps.
 *
 * @param inherited variables over which the images' win
 * @param pod variables that win over the images'
 */
public record AppEnvironment(Map<String, String> inherited, Map<String, String> pod) {
    /** The search path of an app that sets none (appc spec, ace.md, "Execution Environment"). */
    static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** With the kind of the app's terminal; of the one that people attach from later it is not known. */
    public AppEnvironment withTerminal(AppStreams streams) {
        String callers = System.getenv("TERM");
        Map<String, String> all = new LinkedHashMap<>(pod);
        if (callers != null || streams.areTerminal()) {
            all.putIfAbsent("TERM", callers != null ? callers : "xterm");
        }
        return new AppEnvironment(inherited, all);
    }

    /** Weakest first: what every app has, the caller's, the image's, the pod's, the app's own. */
    Map<String, String> of(String name, Accounts.User user, App app, Map<String, String> own) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", DEFAULT_PATH);
        environment.put("HOME", user.home());
        environment.put("USER", user.name());
        environment.put("LOGNAME", user.name());
        environment.put("SHELL", user.shell());
        environment.put("container", "dray");
        environment.putAll(inherited);
        environment.putAll(app.environment());
        environment.put("AC_APP_NAME", name);
        environment.putAll(pod);
        environment.putAll(own);
        return environment;
    }
}
