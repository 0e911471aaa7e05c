package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.template.function.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/functions.md has a row for every function: how it is called and which sets it is in, as the code has it, and an example
 * that gives what the page says.
 */
class FunctionReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "functions.md");
    private static final String ATTRIBUTES =
            "{\"name\":\"redis\",\"port\":6379,\"ratio\":0.5,\"debug\":false,\"hosts\":[\"db1\",\"db2\",\"db1\"],"
                    + "\"limits\":{\"cpu\":2,\"mem\":\"1G\"},\"none\":null}";
    /** Function, what it gives, example, result, sets. */
    private static final int COLUMNS = 5;

    /** A row of the tables of functions. */
    record Row(String signature, String description, String example, String result, String sets) {
        String name() {
            return signature.substring(1, signature.indexOf('('));
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            List<String> cells = Stream.of(line.replace("\\|", "\u0001").split("\\|"))
                    .map(cell -> cell.replace('\u0001', '|').strip())
                    .toList();
            if (cells.size() == COLUMNS + 1 && cells.get(1).contains("(")) {
                rows.add(new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5)));
            }
        }
        return rows;
    }

    @Test
    void namesEveryFunctionOfEverySet() throws IOException {
        assertThat(rows())
                .extracting(Row::name)
                .containsExactlyInAnyOrderElementsOf(Functions.dray().names());
        assertThat(Functions.dray().names())
                .containsAll(Functions.dgr().names())
                .containsAll(Functions.dgrAttributes().names());
    }

    @Test
    void showsTheAttributesOfItsExamples() throws IOException {
        assertThat(Files.readString(PAGE)).contains(ATTRIBUTES);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysHowItIsCalledAndInWhichSets(Row row) {
        Function function = Functions.dray().find(row.name()).orElseThrow();
        assertThat(row.signature()).isEqualTo("`" + function.signature() + "`");
        assertThat(row.sets()).isEqualTo(sets(row.name(), function));
        assertThat(row.description()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void showsWhatItGives(Row row) {
        boolean alwaysFails = List.of("call", "fail").contains(row.name());
        assertThat(row.example().isEmpty()).isEqualTo(alwaysFails);
        if (!alwaysFails) {
            assertThat(row.example()).contains(row.name());
            assertThat(row.result()).isEqualTo("`" + shown(render(unquoted(row.example()))) + "`");
        }
    }

    private static String unquoted(String cell) {
        return cell.substring(1, cell.length() - 1);
    }

    /** Line ends as the page shows them. */
    private static String shown(String rendered) {
        return rendered.replace("\n", "\\n");
    }

    private static String render(String template) {
        Map<String, String> environment = Map.of("LANG", "C");
        RenderOptions options = RenderOptions.strict(_ -> Optional.empty()).with(new TestContext(environment));
        return Template.parse("t", template, Functions.dray(), TemplateSet.empty())
                .render(TestData.parse(ATTRIBUTES), options)
                .text();
    }

    /** The sets, with the signature under dgr where it differs. */
    private static String sets(String name, Function function) {
        StringBuilder sets = new StringBuilder("dray");
        sets.append(Functions.go().find(name).isPresent() ? ", go" : "");
        Function narrow = Functions.dgr().find(name).orElse(null);
        if (narrow != null) {
            String signature = narrow.signature().toString();
            boolean same = narrow.origin() == Function.Origin.GO
                    || signature.equals(function.signature().toString());
            sets.append(same ? ", dgr" : ", dgr `" + signature + "`");
        }
        sets.append(Functions.dgrAttributes().find(name).isPresent() ? ", dgr attributes" : "");
        return sets.toString();
    }
}
