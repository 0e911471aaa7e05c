package io.dray.acceptance.template;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.template.value.ByteText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Go's own text/template, as a program that is built once for a test run. */
final class GoPeer {
    private final Path program;

    private GoPeer(Path program) {
        this.program = program;
    }

    /** Builds the program from its source into the directory; takes Go some seconds. */
    static GoPeer build(Path source, Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve("go-templates");
        ProcessBuilder go = new ProcessBuilder("go", "build", "-o", program.toString(), source.toString());
        go.environment().put("GOCACHE", directory.resolve("cache").toString());
        go.environment().put("GO111MODULE", "off");
        Process build = go.redirectErrorStream(true).start();
        String messages = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (build.waitFor() != 0) {
            throw new IOException("go build failed: " + messages);
        }
        return new GoPeer(program);
    }

    /**
     * Renders templates under the name {@code t}.
     *
     * @param data JSON on one line, see the program's source
     * @param missing Go's option missingkey
     */
    List<Rendered> render(String data, List<String> templates, String missing) throws IOException {
        Process peer = new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread writer = Thread.ofVirtual().start(() -> ask(peer, data, templates, missing));
        List<Rendered> answers = new ArrayList<>();
        try (BufferedReader reader = peer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(answer(Json.parse("answer", line).asObject("answer")));
            }
        }
        writer.interrupt();
        if (answers.size() != templates.size()) {
            throw new IOException("Go rendered " + answers.size() + " of " + templates.size() + " templates");
        }
        return answers;
    }

    private static void ask(Process peer, String data, List<String> templates, String missing) {
        try (Writer out = peer.outputWriter(StandardCharsets.UTF_8)) {
            out.write(data + "\n");
            for (String template : templates) {
                String encoded = Base64.getEncoder().encodeToString(ByteText.encode(template));
                out.write("{\"template\":\"" + encoded + "\",\"missing\":\"" + missing + "\"}\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rendered answer(JsonObject answer) {
        boolean failed = answer.field("error").isPresent();
        JsonValue text = answer.field(failed ? "error" : "output").orElseThrow();
        return new Rendered(ByteText.decode(Base64.getDecoder().decode(text.asString("answer"))), failed);
    }
}
