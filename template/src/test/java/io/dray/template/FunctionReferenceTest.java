package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.template.function.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/functions.md names every function as it is called, and the sets it is in. */
class FunctionReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "functions.md");

    @Test
    void namesEveryFunctionOfEverySet() throws IOException {
        List<String> written = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `") && line.contains("(")) {
                written.add(line);
            }
        }
        assertThat(written).containsExactlyElementsOf(rows());
    }

    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        Functions dray = Functions.dray();
        for (String name : dray.names()) {
            Function function = dray.find(name).orElseThrow();
            String narrow = Functions.dgr()
                    .find(name)
                    .filter(other -> other.origin() != Function.Origin.GO)
                    .map(other -> other.signature().toString())
                    .orElse("");
            boolean same = narrow.equals(function.signature().toString());
            rows.add("| `" + name + "` | `" + function.signature() + "` | " + sets(name) + " | "
                    + (same || narrow.isEmpty() ? "" : "`" + narrow + "`") + " |");
        }
        return rows;
    }

    private static String sets(String name) {
        StringBuilder sets = new StringBuilder("dray");
        if (Functions.go().names().contains(name)) {
            sets.append(", go");
        }
        if (Functions.dgr().names().contains(name)) {
            sets.append(", dgr");
        }
        if (Functions.dgrAttributes().names().contains(name)) {
            sets.append(", dgr attributes");
        }
        return sets.toString();
    }
}
