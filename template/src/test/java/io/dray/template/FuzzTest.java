package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dray.core.DrayException;
import io.dray.template.value.ByteText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No template makes the engine hang, overflow the stack or fail with anything but an error for people. The templates are the
 * corpus in {@code fuzz/} with random mistakes, and random calls of every function; {@code -Ddray.fuzz.seed=N} repeats a run,
 * {@code -Ddray.fuzz.count=N} makes it longer.
 */
class FuzzTest {
    private static final int COUNT = Integer.getInteger("dray.fuzz.count", 500);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final List<String> CORPUS = List.of("loops", "calls", "growth", "literals", "formats");
    private static final String[] PIECES = {
        "{{",
        "}}",
        "{{-",
        "-}}",
        "(",
        ")",
        "|",
        ":=",
        "=",
        ",",
        ".",
        "$",
        "\"",
        "'",
        "`",
        "\\",
        "/*",
        "*/",
        "{{end}}",
        "{{else}}",
        "{{if .s}}",
        "{{range until 999999}}",
        "{{range .list}}",
        "{{define \"r\"}}",
        "{{template \"r\" .}}",
        "{{break}}",
        "nil",
        "%",
        "-1",
        "999999999",
        "1e308",
        "\n",
        " ",
        "\udcff",
        "\0",
        "é",
        "😀",
        ".nosuch",
        ".map",
        "$x",
        "0x",
        "[",
        "*",
        "#"
    };
    private static final String[] ARGUMENTS = {
        ".i",
        ".f",
        ".s",
        ".yes",
        ".nul",
        ".list",
        ".map",
        ".nosuch",
        "\"\"",
        "\"a,b\"",
        "-1",
        "0",
        "3",
        "1000000",
        "9223372036854775807",
        "-9223372036854775808",
        "1.5",
        "1e308",
        "nil",
        "true",
        "(list 1 \"a\")",
        "(dict \"a\" 1)",
        "(until 3)",
        "\"%d\"",
        "\"2006-01-02\"",
        "\"1.2.3\"",
        "\"\\xff\"",
        "`{\"a\": [1]}`",
        "\"{\"",
        "\"😀\"",
        "(split \"a,b\" \",\")"
    };
    private static final String DATA = "{\"i\":42,\"f\":1.5,\"s\":\"héllo\",\"yes\":true,\"no\":false,\"nul\":null,"
            + "\"list\":[1,\"two\",[3]],\"map\":{\"one\":1,\"two\":{\"three\":null}}}";

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void failsOnlyWithErrorsForPeople(Dialect dialect) throws IOException {
        long seed = Long.getLong("dray.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> corpus = new ArrayList<>();
        for (String name : CORPUS) {
            corpus.add(read(name));
        }
        Object data = dialect.data(TestData.parse(DATA));
        for (int i = 0; i < COUNT; i++) {
            String template =
                    i % 2 == 0 ? spoiled(corpus.get(random.nextInt(corpus.size())), random) : call(dialect, random);
            assertTimeoutPreemptively(
                    LONGEST, () -> render(dialect, template, data), () -> "seed " + seed + ", template " + template);
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream file = FuzzTest.class.getResourceAsStream("fuzz/" + name + ".tmpl")) {
            assertThat(file).isNotNull();
            return ByteText.decode(file.readAllBytes());
        }
    }

    private static String spoiled(String template, Random random) {
        StringBuilder spoiled = new StringBuilder(template);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(spoiled.length() + 1);
            int end = Math.min(spoiled.length(), at + random.nextInt(30));
            String piece = random.nextInt(3) == 0 ? spoiled.substring(at, end) : PIECES[random.nextInt(PIECES.length)];
            spoiled.replace(at, random.nextBoolean() ? end : at, piece);
        }
        return spoiled.toString();
    }

    private static String call(Dialect dialect, Random random) {
        List<String> names = dialect.functions().names();
        StringBuilder call = new StringBuilder("{{ ").append(names.get(random.nextInt(names.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            call.append(' ').append(ARGUMENTS[random.nextInt(ARGUMENTS.length)]);
        }
        if (random.nextInt(4) == 0) {
            call.append(" | ").append(names.get(random.nextInt(names.size())));
        }
        return call.append(" }}").toString();
    }

    private static void render(Dialect dialect, String template, @Nullable Object data) {
        try {
            RenderOptions options = dialect == Dialect.DRAY ? RenderOptions.strict() : RenderOptions.likeGo();
            Template parsed = dialect.parse("t", template, TemplateSet.empty());
            assertThat(parsed.render(data, options).text()).isNotNull();
        } catch (DrayException e) {
            assertThat(e).hasMessageStartingWith(dialect == Dialect.GO ? "template: t:" : "t:");
            assertThat(e.hint()).as(e.getMessage()).isPresent();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("leaked by " + template, e);
        }
    }
}
