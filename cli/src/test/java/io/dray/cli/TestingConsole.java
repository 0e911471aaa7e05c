package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs command lines in this process, as root unless told otherwise, and keeps what they print. */
final class TestingConsole {
    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean root = true;

    TestingConsole(Path data) {
        this.data = data;
    }

    TestingConsole withoutRoot() {
        root = false;
        return this;
    }

    TestingConsole with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs one line against the data directory; forgets what earlier lines printed. */
    int run(String... words) {
        out.reset();
        err.reset();
        List<String> line = new ArrayList<>(List.of("--dir=" + data));
        line.addAll(List.of(words));
        return Dray.run(line, context());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    CommandContext context() {
        return new CommandContext(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Map.copyOf(environment),
                new Surroundings() {
                    @Override
                    public boolean outputIsTerminal() {
                        return false;
                    }

                    @Override
                    public boolean errorIsTerminal() {
                        return false;
                    }

                    @Override
                    public boolean isRoot() {
                        return root;
                    }
                });
    }
}
