package io.dray.cli;

import io.dray.attributes.AttributeUse;
import io.dray.attributes.LineOrigin;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.ObjectBuilder;
import io.dray.linux.IoFailures;
import io.dray.pod.configuration.Provenance;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rendered file with what is known about its lines.
 *
 * @param app whose file it is
 * @param target its path in the app's root
 * @param lines all its lines in order
 */
record ExplainedFile(String app, String target, List<Line> lines) {
    /**
     * A line.
     *
     * @param text as it was rendered
     * @param origin where it comes from; empty for a line that depends on no attribute
     */
    record Line(String text, Optional<LineOrigin> origin) {}

    ExplainedFile {
        lines = List.copyOf(lines);
    }

    /** All rendered files of a pod. */
    static List<ExplainedFile> of(PodRegistry pods, Pod pod) {
        List<ExplainedFile> files = new ArrayList<>();
        for (Pod.App app : pod.apps()) {
            for (Provenance.File file : pods.provenance(pod, app.name()).files()) {
                files.add(new ExplainedFile(app.name(), file.target(), lines(app.rendered(), file)));
            }
        }
        return files;
    }

    private static List<Line> lines(Path rendered, Provenance.File file) {
        Map<Integer, LineOrigin> origins = new HashMap<>();
        for (LineOrigin origin : file.lines()) {
            origins.put(origin.line(), origin);
        }
        List<Line> lines = new ArrayList<>();
        for (String text : text(rendered.resolve(file.target().substring(1)))) {
            lines.add(new Line(text, Optional.ofNullable(origins.remove(lines.size() + 1))));
        }
        return lines;
    }

    private static List<String> text(Path file) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            List<String> lines = new ArrayList<>();
            int start = 0;
            for (int end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', start)) {
                lines.add(content.substring(start, end));
                start = end + 1;
            }
            if (start < content.length()) {
                lines.add(content.substring(start));
            }
            return lines;
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    /** The files of a pod for programs. */
    static JsonObject json(Pod pod, List<ExplainedFile> files) {
        List<JsonValue> list = new ArrayList<>();
        for (ExplainedFile file : files) {
            List<JsonValue> lines = new ArrayList<>();
            for (int i = 0; i < file.lines.size(); i++) {
                lines.add(json(i + 1, file.lines.get(i)));
            }
            list.add(JsonValue.object()
                    .put("app", file.app)
                    .put("target", file.target)
                    .put("lines", new JsonArray(lines))
                    .build());
        }
        return JsonValue.object()
                .put("pod", pod.uuid())
                .put("files", new JsonArray(list))
                .build();
    }

    private static JsonObject json(int number, Line line) {
        ObjectBuilder json = JsonValue.object().put("line", number).put("text", line.text());
        if (line.origin().isPresent()) {
            LineOrigin origin = line.origin().get();
            List<JsonValue> uses = new ArrayList<>();
            for (AttributeUse use : origin.uses()) {
                uses.add(Provenance.toJson(use));
            }
            json.put("template", origin.template())
                    .put("templateLine", origin.templateLine())
                    .put("uses", new JsonArray(uses));
        }
        return json.build();
    }
}
