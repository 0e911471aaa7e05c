package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.template.function.Function;
import io.dray.template.function.Function.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which functions the sets have; {@code dgr-functions.txt} lists dgr's: origin, name, types. */
class FunctionSetsTest {
    private static List<String> listed() throws IOException {
        try (InputStream in = Objects.requireNonNull(FunctionSetsTest.class.getResourceAsStream("dgr-functions.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> ofOrigin(Functions functions, boolean go) {
        List<String> found = new ArrayList<>();
        for (String name : functions.names()) {
            Function function = functions.find(name).orElseThrow();
            if ((function.origin() == Origin.GO) == go) {
                found.add(function.origin() + " "
                        + withoutNames(function.signature().toString()));
            }
        }
        return found;
    }

    /** {@code abbrev(width int, s string) string} as {@code abbrev (int, string) string}. */
    private static String withoutNames(String signature) {
        int open = signature.indexOf('(');
        int close = signature.lastIndexOf(')');
        List<String> types = new ArrayList<>();
        for (String parameter : signature.substring(open + 1, close).split(", ", -1)) {
            types.add(parameter.substring(parameter.indexOf(' ') + 1));
        }
        return signature.substring(0, open) + " (" + String.join(", ", types) + ")" + signature.substring(close + 1);
    }

    @Test
    void dgrHasItsFunctionsWithTheirTypes() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String line : listed()) {
            // what can fail, and how the rest of an optional argument is written, is no matter of types
            expected.add(line.replace("template.Cell, error)", "template.Cell")
                    .replaceAll(" \\(([^ ]+), error\\)$", " $1")
                    .replace("cell (...any) (*", "cell (any) *"));
        }
        assertThat(ofOrigin(Functions.dgr(), false)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSize(159);
    }

    @Test
    void attributesOfDgrKnowNoFunctionOfSprig() {
        Functions functions = Functions.dgrAttributes();
        assertThat(functions.names())
                .contains("toYaml", "capfirst", "default", "upper")
                .doesNotContain("keys", "env");
        assertThat(functions.find("replace").orElseThrow().origin()).isEqualTo(Origin.GTF);
        assertThat(ofOrigin(functions, false)).hasSize(39 + 19 + 6);
    }

    @Test
    void partialsOfDgrKnowTheSameNamesButRunThemAsTemplatesDo() {
        assertThat(Functions.dgrPartials().names())
                .isEqualTo(Functions.dgrAttributes().names());
        assertThat(Functions.dgrPartials().find("default").orElseThrow().origin())
                .isEqualTo(Origin.SPRIG);
        assertThat(Functions.dgrPartials().find("replace").orElseThrow().origin())
                .isEqualTo(Origin.DGR);
    }

    @Test
    void drayHasAllFunctionsOfTheOthers() {
        TreeSet<String> missing = new TreeSet<>(Functions.dgr().names());
        missing.addAll(Functions.go().names());
        missing.removeAll(Functions.dray().names());
        assertThat(missing).isEmpty();
    }

    @Test
    void goHasWhatGoHas() {
        assertThat(Functions.go().names())
                .containsExactly(
                        "and",
                        "call",
                        "eq",
                        "ge",
                        "gt",
                        "html",
                        "index",
                        "js",
                        "le",
                        "len",
                        "lt",
                        "ne",
                        "not",
                        "or",
                        "print",
                        "printf",
                        "println",
                        "slice",
                        "urlquery");
    }
}
