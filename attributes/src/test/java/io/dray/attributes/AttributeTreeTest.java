package io.dray.attributes;

import static io.dray.attributes.Given.file;
import static io.dray.attributes.Given.layer;
import static io.dray.attributes.Given.none;
import static io.dray.attributes.Given.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTreeTest {
    private static final AttributeLayer BASE =
            layer("base", file("base/a.yml", "default:\n  redis:\n    port: 6379\n    hosts: [a, b]\n    log: info\n"));

    private static AttributeTree merge(AttributeLayer... layers) {
        return AttributeTree.merge(Arrays.asList(layers), none());
    }

    private static Object at(AttributeTree tree, String key) {
        return tree.value(key).orElseThrow();
    }

    @Test
    void mergesMapsAndReplacesEverythingElse() {
        AttributeTree tree = merge(
                BASE, layer("app", file("app/a.yml", "default:\n  redis:\n    hosts: [c]\n    port: 1\n    log:\n")));
        assertThat(at(tree, "redis.hosts")).isEqualTo(List.of("c"));
        assertThat(at(tree, "redis.port")).isEqualTo(1L);
        assertThat(tree.value("redis.log")).isEmpty();
        assertThat(tree.origin("redis.log")).isPresent();
    }

    @Test
    void replacesAMapByAScalarAndBack() {
        AttributeLayer scalar = layer("x", file("x.yml", "default:\n  redis: off!\n"));
        assertThat(at(merge(BASE, scalar), "redis")).isEqualTo("off!");
        assertThat(at(merge(scalar, BASE), "redis.port")).isEqualTo(6379L);
    }

    @Test
    void letsAnOverrideOfAWeakLayerWinOverAllDefaults() {
        AttributeTree tree = merge(
                layer("weak", file("weak.yml", "override:\n  port: 1\n")),
                layer("strong", file("strong.yml", "default:\n  port: 2\n")));
        assertThat(at(tree, "port")).isEqualTo(1L);
        assertThat(tree.origin("port").orElseThrow().overrode())
                .containsExactly(new Origin("strong.yml", 2, 9, "strong", List.of()));
    }

    @Test
    void putsTheEnvironmentOnTopWithoutARoot() {
        String json = "{\"redis\":{\"port\":6380,\"load\":0.5,\"big\":123456789012345678901234567890,\"none\":null}}";
        String base64 = "base64," + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        for (String text : List.of(json, base64)) {
            AttributeTree tree = AttributeTree.merge(List.of(BASE), Optional.of(text));
            assertThat(at(tree, "redis.port")).isEqualTo(6380L);
            assertThat(at(tree, "redis.load")).isEqualTo(0.5);
            assertThat(at(tree, "redis.big").toString()).isEqualTo("123456789012345678901234567890");
            assertThat(at(tree, "redis.log")).isEqualTo("info");
            assertThat(tree.origin("redis.port"))
                    .contains(new Origin(
                            "TEMPLATER_OVERRIDE",
                            1,
                            18,
                            "override",
                            List.of(new Origin("base/a.yml", 3, 11, "base", List.of()))));
        }
    }

    @Test
    void remembersEveryValueThatLost() {
        AttributeTree tree = merge(
                layer("1", file("1.yml", "default:\n  p: 1\n")),
                layer("2", file("2.yml", "default:\n  # two\n  p: 2\n")),
                layer("3", file("3.yml", "default: {p: 3}")));
        assertThat(tree.origin("p"))
                .contains(new Origin(
                        "3.yml",
                        1,
                        14,
                        "3",
                        List.of(new Origin("2.yml", 3, 6, "2", List.of()), new Origin("1.yml", 2, 6, "1", List.of()))));
    }

    @Test
    void knowsTheLineOfMapsListsAndItems() {
        AttributeTree tree = tree("redis:", "  hosts:", "  - a", "  - name: b");
        assertThat(tree.origin("redis")).map(Origin::line).contains(2);
        assertThat(tree.origin("redis.hosts")).map(Origin::line).contains(3);
        assertThat(tree.origin("redis.hosts[0]")).map(Origin::line).contains(4);
        assertThat(tree.origin("redis.hosts[1].name")).map(Origin::line).contains(5);
        assertThat(tree.origin("redis.nope")).isEmpty();
    }

    @Test
    void mergesTheFilesOfALayerDirectoryByDirectory() {
        AttributeTree tree =
                merge(layer("l", file("a.yml", "default: {p: late}"), file("a/z.yml", "default: {p: early, q: 1}")));
        assertThat(at(tree, "p")).isEqualTo("late");
        assertThat(at(tree, "q")).isEqualTo(1L);
    }

    @Test
    void warnsAboutUnknownRootsAndIgnoresThem() {
        AttributeTree tree = merge(layer("l", file("a.yml", "default: {a: 1}\ndefaults: {b: 2}\n")));
        assertThat(tree.values()).isEqualTo(Map.of("a", 1L));
        assertThat(tree.warnings())
                .containsExactly("a.yml:2: 'defaults' is ignored: attributes stand under default: or override:");
    }

    @Test
    void acceptsEmptyFilesAndRoots() {
        AttributeTree tree =
                merge(layer("l", file("a.yml", ""), file("b.yml", "# only\n"), file("c.yml", "default:\n")));
        assertThat(tree.values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[1]~a.yml:1: attributes must be a map, not a list",
                "default: 5~a.yml:1: 'default' must be a map, not a number",
                "default: {a: 1, a: 2}~a.yml:1: the key 'a' stands twice in one map",
                "a: [~a.yml:1: not valid YAML"
            })
    void refusesMalformedFiles(String content, String message) {
        assertThatThrownBy(() -> merge(layer("l", file("a.yml", content))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"[1]", "{", "base64,*", "base64,WzFd", "{\"a\":1e999}", "eyJhIjoxfQ=="})
    void refusesAMalformedEnvironment(String text) {
        assertThatThrownBy(() -> AttributeTree.merge(List.of(), Optional.of(text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("TEMPLATER_OVERRIDE");
    }

    @Test
    void rendersTemplatedAttributesInTheOrderTheyNeedEachOther() {
        AttributeTree tree =
                tree("url: \"http://{{.host}}:{{.port}}\"", "host: \"{{.name}}.local\"", "name: r", "port: 80");
        assertThat(at(tree, "url")).isEqualTo("http://r.local:80");
    }

    @Test
    void keepsTheTypeOfAWholeValue() {
        AttributeTree tree = tree(
                "port: 80",
                "same: \"{{.port}}\"",
                "next: \"{{add .port 1}}\"",
                "text: \"{{.port}} \"",
                "list: [a, 1]",
                "copy: \"{{.list}}\"",
                "yaml: \"{{toYaml .list}}\"",
                "version: \"{{print \\\"1.10\\\"}}\"");
        assertThat(at(tree, "same")).isEqualTo(80L);
        assertThat(at(tree, "next")).isEqualTo(81L);
        assertThat(at(tree, "text")).isEqualTo("80 ");
        assertThat(at(tree, "copy")).isEqualTo(List.of("a", 1L));
        assertThat(at(tree, "yaml")).isEqualTo(List.of("a", 1L));
        assertThat(at(tree, "version")).isEqualTo("1.10");
        assertThat(tree.origin("copy[0]")).map(Origin::line).contains(7);
    }

    @Test
    void namesTheCircleOfAttributesThatNeedEachOther() {
        assertThatThrownBy(() -> tree("a: \"{{.b.c}}\"", "b: {c: \"{{.d}}\"}", "d: \"{{.a}}\""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("aci-redis/redis.yml:2: attributes need each other in a circle: a -> b.c -> d -> a");
        assertThatThrownBy(() -> tree("a: \"{{toJson .}}\"")).hasMessageContaining("a -> a");
    }

    @Test
    void looksForAMisspelledAttributeWithoutRenderingOthers() {
        assertThatThrownBy(() -> tree("a: \"{{.nope}}\""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("map has no entry for key \"nope\"");
        assertThatThrownBy(() -> tree("a: \"{{.prot}}\"", "b: {prot: 1, c: \"{{.d}}\"}", "d: \"{{.b.e}}\""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).startsWith("did you mean .b.prot?")));
    }

    @Test
    void refusesALongChainOfTemplatedAttributes() {
        String[] lines = new String[60];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "a" + i + ": \"x{{.a" + (i + 1) + "}}\"";
        }
        lines[59] = "a59: end";
        assertThatThrownBy(() -> tree(lines))
                .hasMessageContaining("more than 50 templated attributes need each other one after another");
    }

    @Test
    void namesThePlaceOfAFailingAttribute() {
        assertThatThrownBy(() -> tree("port: 1", "url: \"x{{.prot}}\""))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e)
                            .hasMessage(
                                    "aci-redis/redis.yml:3:12: executing \"aci-redis/redis.yml\" at <.prot>: map has"
                                            + " no entry for key \"prot\"");
                    assertThat(e.hint()).contains("did you mean .port? It is defined in aci-redis/redis.yml:2");
                });
    }
}
