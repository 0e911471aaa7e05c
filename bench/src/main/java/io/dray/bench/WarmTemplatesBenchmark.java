package io.dray.bench;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.ConfigurationRenderer;
import io.dray.attributes.RenderedFile;
import io.dray.attributes.SourceFile;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.ObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 200 templates against 2,000 attributes in a warm process: Dray, which also reads and merges the attributes, beside Go's
 * text/template, which has them already. Both parse every template in every round; they take turns, and the sizes of what they
 * render must be the same.
 */
final class WarmTemplatesBenchmark {
    private static final int WARM_UP = 60;

    private final Path work;
    private final Path source;
    private final List<AttributeLayer> layers = TemplateCorpus.layers();
    private final List<SourceFile> templates = TemplateCorpus.templates();
    private final List<Long> merged = new ArrayList<>();
    private final List<Long> whole = new ArrayList<>();
    private final List<Long> peer = new ArrayList<>();

    WarmTemplatesBenchmark(Path work, Path home) {
        this.work = work;
        this.source = home.resolve("bench/src/main/go/templates.go");
    }

    void run(int rounds, PrintStream out) throws IOException, InterruptedException {
        Path program = work.resolve("templates");
        Fixtures.run("go", "build", "-o", program.toString(), source.toString());
        Path corpus = Files.createDirectory(work.resolve("corpus"));
        for (SourceFile template : templates) {
            Files.write(corpus.resolve(template.path()), template.content());
        }
        Object data = AttributeTree.merge(layers, Optional.empty()).data();
        Files.writeString(corpus.resolve("data.json"), Json.write(json(data)));
        Process go = new ProcessBuilder(program.toString(), corpus.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = go.inputReader(StandardCharsets.UTF_8);
                PrintStream questions = new PrintStream(go.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (int round = -WARM_UP; round < rounds; round++) {
                questions.println();
                round(round >= 0, answers.readLine());
            }
        }
        go.waitFor();
        report(out);
    }

    private void round(boolean counted, @Nullable String answer) {
        if (answer == null) {
            throw new IllegalStateException("the peer written in Go ended");
        }
        String[] fields = answer.split(" ", -1);
        long start = System.nanoTime();
        AttributeTree attributes = AttributeTree.merge(layers, Optional.empty());
        long middle = System.nanoTime();
        long size = 0;
        for (RenderedFile file :
                new ConfigurationRenderer(attributes, templates).render().files()) {
            size += file.content().length;
        }
        long end = System.nanoTime();
        if (size != Long.parseLong(fields[1])) {
            throw new IllegalStateException("Dray rendered " + size + " bytes, Go " + fields[1]);
        }
        if (counted) {
            merged.add(middle - start);
            whole.add(end - start);
            peer.add(Long.parseLong(fields[0]));
        }
    }

    private void report(PrintStream out) {
        double base = Statistics.of(peer).median();
        out.println("200 templates, 2,000 attributes, warm");
        out.println(String.format(
                Locale.ROOT, "%-34s %8s %8s %8s  %s", "ms", "median", "p10", "min", "median / that of Go"));
        Map<String, List<Long>> figures =
                Map.of("dray: merge", merged, "dray: merge and render", whole, "go: render", peer);
        for (String name : List.of("dray: merge", "dray: merge and render", "go: render")) {
            Statistics statistics = Statistics.of(figures.getOrDefault(name, List.of()));
            out.println(String.format(Locale.ROOT, "%-34s %s  %.2f", name, statistics, statistics.median() / base));
        }
    }

    private static JsonValue json(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                ObjectBuilder object = JsonValue.object();
                map.forEach((key, item) -> object.put(String.valueOf(key), json(item)));
                yield object.build();
            }
            case List<?> list ->
                new JsonArray(list.stream()
                        .<JsonValue>map(WarmTemplatesBenchmark::json)
                        .toList());
            case Number number -> new JsonNumber(number.toString());
            case Boolean bool -> JsonValue.of(bool);
            case null, default -> JsonValue.of(String.valueOf(value));
        };
    }
}
