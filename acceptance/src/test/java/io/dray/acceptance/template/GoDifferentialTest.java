package io.dray.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DrayException;
import io.dray.template.Functions;
import io.dray.template.RenderOptions;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.Template;
import io.dray.template.TemplateSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Renders made up templates with Dray and with Go itself: texts and errors must be the same, letter by letter.
 *
 * <p>The seed is in every failure; {@code -Ddray.templates.seed=N} repeats it, {@code -Ddray.templates.count=N} makes more.
 */
class GoDifferentialTest {
    private static final int COUNT = Integer.getInteger("dray.templates.count", 5_000);
    private static final int SHOWN = 8;
    /** Characters shown on each side of the first difference. */
    private static final int CONTEXT = 150;

    /** Where Go's memory begins on Linux; digits of an address in any of its forms. */
    private static final Pattern HEAP_ADDRESS = Pattern.compile("c0[0-9a-f]{8}|C0[0-9A-F]{8}|8246[0-9]{8}");

    @TempDir
    private static Path directory;

    private static GoPeer go;
    private static String data;

    @BeforeAll
    static void buildPeer() throws Exception {
        Path resources = Path.of(System.getProperty("dray.home"), "acceptance/src/test/resources/go-templates");
        go = GoPeer.build(resources.resolve("main.go"), directory);
        data = Files.readString(resources.resolve("data.json")).replace("\n", "");
    }

    @ParameterizedTest
    @CsvSource({"default, NO_VALUE", "error, REFUSED", "zero, ZERO"})
    void rendersAsGo(String missing, MissingKeys missingKeys) throws IOException {
        long seed = Long.getLong("dray.templates.seed", System.nanoTime());
        System.out.println("templates are made up with -Ddray.templates.seed=" + seed);
        Random random = new Random(seed);
        List<String> templates = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            templates.add(TemplateGenerator.generate(random));
        }
        List<Rendered> expected = go.render(data, templates, missing);
        Object attributes = GoData.parse(data);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Rendered own = render(templates.get(i), attributes, missingKeys);
            if (!agree(expected.get(i), own)) {
                differences.add(described(templates.get(i), expected.get(i), own));
            }
        }
        differences.sort(Comparator.comparingInt(String::length));
        assertThat(differences.subList(0, Math.min(SHOWN, differences.size())))
                .as("%d of %d templates differ, seed %d", differences.size(), COUNT, seed)
                .isEmpty();
    }

    /**
     * Where Go itself breaks, and where a template calls itself without an end, Dray has to fail in some way; texts beyond its
     * limit it refuses. Where Go prints the address of a list or map in its memory, for {@code %p}, Dray says that the verb is
     * wrong.
     */
    private static boolean agree(Rendered expected, Rendered own) {
        if (HEAP_ADDRESS.matcher(expected.text()).find() && own.text().contains("%!p(")) {
            return true;
        }
        if (own.failed() && own.text().contains("the text is longer than")) {
            return true;
        }
        boolean broken = expected.failed()
                && (expected.text().startsWith("panic: ")
                        || expected.text().contains("exceeded maximum template depth"));
        return broken ? own.failed() : own.equals(expected);
    }

    private static String described(String template, Rendered expected, Rendered own) {
        int same = 0;
        while (same < Math.min(expected.text().length(), own.text().length())
                && expected.text().charAt(same) == own.text().charAt(same)) {
            same++;
        }
        return "template " + template + "\nGo:   " + around(expected, same) + "\nDray: " + around(own, same) + "\n";
    }

    private static String around(Rendered rendered, int place) {
        String text = rendered.text();
        return (rendered.failed() ? "error " : "") + "..."
                + text.substring(Math.max(0, place - CONTEXT), Math.min(text.length(), place + CONTEXT));
    }

    private static Rendered render(String template, @Nullable Object attributes, MissingKeys missingKeys) {
        RenderOptions options = RenderOptions.likeGo().with(missingKeys);
        try {
            return new Rendered(
                    Template.parse("t", template, Functions.go(), TemplateSet.empty())
                            .render(attributes, options)
                            .text(),
                    false);
        } catch (DrayException e) {
            return new Rendered(String.valueOf(e.getMessage()), true);
        }
    }
}
