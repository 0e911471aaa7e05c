package io.dray.attributes;

import static io.dray.attributes.Given.file;
import static io.dray.attributes.Given.layer;
import static io.dray.attributes.Given.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What attributes cannot do, however they are written: fill the memory, or take for ever. */
class AttributeBoundsTest {
    private static void assertRefused(String reason, SourceFile... files) {
        assertThatThrownBy(() -> AttributeTree.merge(List.of(layer("l", files)), none()))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e).hasMessageContaining(reason);
                    assertThat(String.valueOf(e.getMessage())).doesNotContain("\n");
                    assertThat(e.hint()).isPresent();
                });
    }

    @Test
    void refusesManyValuesInManyFiles() {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(file(i + ".yml", "default:\n  k" + i + ": [" + "1,".repeat(50_000) + "1]\n"));
        }
        assertRefused("4.yml:2: more than 250000 values in all attributes together", files.toArray(SourceFile[]::new));
    }

    @Test
    void refusesManyValuesOfJson() {
        assertRefused(
                "a.json:1: more than 250000 values", file("a.json", "{\"default\":[" + "{},".repeat(300_000) + "1]}"));
    }

    @Test
    void refusesTemplatesThatMakeManyValues() {
        StringBuilder yaml = new StringBuilder("default:\n  l: [" + "1,".repeat(20_000) + "1]\n");
        for (int i = 0; i < 20; i++) {
            yaml.append("  k").append(i).append(": '{{toYaml .l}}'\n");
        }
        assertRefused("more than 250000 values in all attributes together", file("a.yml", yaml.toString()));
    }

    @Test
    void refusesListsThatDoubleEachOther() {
        StringBuilder yaml = new StringBuilder("default:\n  k40: 1\n");
        for (int i = 0; i < 40; i++) {
            yaml.append("  k" + i + ": '{{list .k" + (i + 1) + " .k" + (i + 1) + "}}'\n");
        }
        assertRefused("more than 250000 values in all attributes together", file("a.yml", yaml.toString()));
    }

    @Test
    void showsDotsForWhatIsLargerThanAnyMemory() {
        StringBuilder yaml = new StringBuilder("default:\n  k40: {z: 1}\n");
        for (int i = 0; i < 40; i++) {
            yaml.append("  k" + i + ": {a: '{{.k" + (i + 1) + "}}', b: '{{.k" + (i + 1) + "}}'}\n");
        }
        AttributeTree tree = AttributeTree.merge(List.of(layer("l", file("a.yml", yaml.toString()))), none());
        assertThat(ValueText.of(tree.values().get("k0"))).contains("\"...\"").hasSizeLessThan(10_000_000);
    }
}
