package io.dray.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables of runlevel scripts. */
final class BuildEnvironment {
    private static final String FORWARDED = "DGR_ENV_";
    private static final List<String> PROXIES =
            List.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy");

    private final ImageSource source;
    private final BuildRequest request;

    BuildEnvironment(ImageSource source, BuildRequest request) {
        this.source = source;
        this.request = request;
    }

    /** What all scripts see and what the results of steps therefore depend on. */
    Map<String, String> common() {
        ImageName name = source.manifest().name();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        variables.put("HOME", "/root");
        variables.put("ACI_HOME", BuildPaths.PROJECT);
        variables.put("ACI_NAME", name.shortName());
        name.version().ifPresent(version -> variables.put("ACI_VERSION", version));
        variables.put("LOG_LEVEL", request.hostEnvironment().getOrDefault("LOG_LEVEL", "INFO"));
        new TreeMap<>(request.hostEnvironment()).forEach((key, value) -> {
            if (key.startsWith(FORWARDED) && key.length() > FORWARDED.length()) {
                variables.put(key.substring(FORWARDED.length()), value);
            }
        });
        variables.putAll(request.environment());
        variables.putAll(source.manifest().builder().environment());
        return Collections.unmodifiableMap(variables);
    }

    /** What scripts in the builder's root see. */
    Map<String, String> inBuilder() {
        Map<String, String> variables = new LinkedHashMap<>(common());
        variables.put("ROOTFS", BuildPaths.rootOf(source.manifest().name()));
        variables.put("ACI_EXEC", quotedExec());
        variables.putAll(proxies());
        return variables;
    }

    /** What scripts in the image's own root see. */
    Map<String, String> inImage() {
        Map<String, String> variables = new LinkedHashMap<>(common());
        variables.putAll(proxies());
        return variables;
    }

    /** Each argument in single quotes, as dgr gave it. */
    String quotedExec() {
        StringBuilder line = new StringBuilder();
        for (String argument : Manifests.exec(source.manifest().aci().app())) {
            line.append(line.isEmpty() ? "'" : " '").append(argument).append('\'');
        }
        return line.toString();
    }

    /** How this host reaches the network; it differs from host to host, the results of steps should not. */
    private Map<String, String> proxies() {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : PROXIES) {
            for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
                String value = request.hostEnvironment().get(spelling);
                if (value != null) {
                    found.put(spelling, value);
                }
            }
        }
        return found;
    }
}
