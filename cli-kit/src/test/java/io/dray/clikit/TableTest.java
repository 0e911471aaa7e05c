package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final TestingProgram ship = new TestingProgram();
    private final CommandContext context = ship.context(Map.of());

    @Test
    void alignsByTabs() {
        Table table = new Table(true, List.of("ID", "NAME", "SIZE"));
        table.add(List.of("12345678", "a", "1"));
        table.add(List.of("", "much longer", "2"));

        table.print(context.out());
        context.out().flush();

        assertThat(ship.out()).isEqualTo("ID\t\tNAME\t\tSIZE\n12345678\ta\t\t1\n\t\tmuch longer\t2\n");
    }

    @Test
    void keepsACellOnItsLine() {
        Table table = new Table(false, List.of("A", "B"));
        table.add(List.of("1\n\u001b[2J", "b"));

        table.print(context.out());
        context.out().flush();

        assertThat(ship.out()).isEqualTo("1\\n\\u001b[2J\tb\n");
    }

    @Test
    void leavesTheLegendOutOfTheWidths() {
        Table table = new Table(false, List.of("A LONG TITLE", "B"));
        table.add(List.of("a", "b"));

        table.print(context.out());
        context.out().flush();

        assertThat(ship.out()).isEqualTo("a\tb\n");
    }

    @Test
    void printsJsonOnOneLineOrIndented() {
        JsonValue value = JsonValue.object().put("a", 1).build();

        Listing.print(ship.parse("image", "list", "--format=json"), context, value);
        Listing.print(ship.parse("image", "list", "--format", "json-pretty"), context, value);
        context.out().flush();

        assertThat(ship.out()).contains("{\"a\":1}\n").endsWith("{\n  \"a\": 1\n}\n");
    }
}
