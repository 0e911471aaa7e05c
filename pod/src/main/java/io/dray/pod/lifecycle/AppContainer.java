package io.dray.pod.lifecycle;

import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.state.Pod;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The container that an app runs in.
 *
 * @param name as crun knows it
 * @param app the app
 * @param states where crun keeps what it knows of all
 */
record AppContainer(String name, Pod.App app, Path states) {
    private static final int LOOKS = 250;
    private static final int PAUSE_MILLIS = 20;

    static AppContainer of(Pod pod, Pod.App app, RuntimeDirectory runtime) {
        return new AppContainer(pod.uuid() + "-" + app.name(), app, runtime.containers());
    }

    /**
     * Its first process.
     *
     * @throws MissingException if the app does not run
     */
    long process(ProgramRunner programs) {
        awaitStart();
        String state = programs.require(Command.of("crun", "--root", states.toString(), "state", name))
                .output();
        JsonObject fields = Json.parse("crun state", state).asObject("crun state");
        return fields.field("pid")
                .orElseThrow(() -> new MissingException("the app ended just now"))
                .asLong("pid");
    }

    /** A pod runs a moment before its apps do: one that has not ended is about to start. */
    private void awaitStart() {
        Path status = states.resolve(name).resolve("status");
        try {
            for (int i = 0; i < LOOKS && app.exitCode().isEmpty() && !Files.exists(status); i++) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!Files.exists(status)) {
            throw new MissingException(
                    "cannot enter app " + app.name() + ": it does not run"
                            + (app.exitCode().isPresent()
                                    ? ", it ended with code " + app.exitCode().getAsInt()
                                    : ""),
                    "see 'dray app status --app=" + app.name() + "'");
        }
    }
}
