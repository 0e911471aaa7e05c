package io.dray.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DrayException;
import io.dray.template.Dialect;
import io.dray.template.function.FunctionContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attribute files that were damaged at random: they are read, or refused with their name, in bounded time. */
class AttributeFuzzTest {
    private static final List<String> CORPUS =
            List.of("anchors.yml", "words.yml", "blocks.yml", "templates.yml", "plain.json");
    private static final String SPECIAL = ":-[]{}&*!|>'\"%@`#,?\n\t \\0{1.}~<";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CASES = 1_500;

    @ParameterizedTest
    @CsvSource({"DRAY,1", "DGR,2", "GO,3"})
    void readsOrRefusesWhateverStandsInAFile(Dialect dialect, long seed) throws IOException {
        List<String> corpus = new ArrayList<>();
        for (String name : CORPUS) {
            corpus.add(text(name));
        }
        Random random = new Random(seed);
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            for (int i = 0; i < CASES; i++) {
                check(dialect, damaged(corpus, random), "seed " + seed + ", case " + i);
            }
        });
    }

    private static void check(Dialect dialect, String text, String description) {
        SourceFile file = new SourceFile("fuzz", text.getBytes(StandardCharsets.UTF_8), 0644);
        List<AttributeLayer> layers = List.of(
                new AttributeLayer("image", List.of(file)),
                AttributeLayer.asGiven("file", AttributeLevel.SERVICE, List.of(file)));
        AttributeSources sources =
                AttributeSources.of(layers, List.of()).in(dialect, FunctionContext.withoutEnvironment());
        try {
            AttributeTree tree = AttributeTree.of(sources);
            assertThat(Explanation.of(tree, "")).as(description).isPresent();
        } catch (DrayException e) {
            assertThat(e.getMessage()).as("%s: %s", description, text).contains("fuzz");
        }
        assertThat(Lint.run(sources, List.of(), LintBackground.NONE))
                .as(description)
                .isNotNull();
    }

    /** A text of the corpus after a few random cuts, copies, moves and changed characters. */
    private static String damaged(List<String> corpus, Random random) {
        StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
        for (int change = random.nextInt(6); change >= 0 && !text.isEmpty(); change--) {
            int start = random.nextInt(text.length());
            int end = Math.min(text.length(), start + 1 + random.nextInt(12));
            String other = corpus.get(random.nextInt(corpus.size()));
            int from = random.nextInt(other.length());
            switch (random.nextInt(4)) {
                case 0 -> text.delete(start, end);
                case 1 -> text.insert(start, text.substring(start, end));
                case 2 -> text.insert(start, other, from, Math.min(other.length(), from + 20));
                default -> text.setCharAt(start, SPECIAL.charAt(random.nextInt(SPECIAL.length())));
            }
        }
        return text.toString();
    }

    private static String text(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(AttributeFuzzTest.class.getResourceAsStream("fuzz/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
