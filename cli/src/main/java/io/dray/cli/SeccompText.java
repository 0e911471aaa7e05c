package io.dray.cli;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.image.manifest.App;
import java.util.ArrayList;
import java.util.List;

/** The value of {@code --seccomp}: {@code [errno=NAME,]mode=retain|remove,CALL,...}, in any order. */
final class SeccompText {
    private static final String HINT =
            "write --seccomp=mode=remove,errno=EPERM,reboot or" + " --seccomp=mode=retain,@docker/default-whitelist";

    private SeccompText() {}

    static App.Isolator parse(String text) {
        String mode = "";
        String errno = "";
        List<String> calls = new ArrayList<>();
        for (String part : Words.split(text, ',')) {
            if (part.startsWith("mode=")) {
                mode = part.substring("mode=".length());
            } else if (part.startsWith("errno=")) {
                errno = part.substring("errno=".length());
            } else if (part.isEmpty() || part.indexOf('=') >= 0) {
                throw new InvalidInputException("--seccomp '" + text + "': '" + part + "' is no system call", HINT);
            } else {
                calls.add(part);
            }
        }
        if (!mode.equals("retain") && !mode.equals("remove")) {
            throw new InvalidInputException(
                    "--seccomp '" + text + "': the mode is retain or remove, not '" + mode + "'", HINT);
        }
        if (calls.isEmpty()) {
            throw new InvalidInputException("--seccomp '" + text + "' names no system call", HINT);
        }
        JsonValue.ObjectBuilder value = JsonValue.object().put("set", calls);
        if (!errno.isEmpty()) {
            value.put("errno", errno);
        }
        return new App.Isolator("os/linux/seccomp-" + mode + "-set", value.build());
    }
}
