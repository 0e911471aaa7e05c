package io.dray.cli;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.ObjectBuilder;
import io.dray.image.aci.AciWriter;
import io.dray.image.tar.Compression;
import io.dray.image.tree.LayerMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two tiny images that have one of everything that a start looks at: a dependency, an app, a port, an attribute file in each,
 * a template of some breadth.
 */
final class TrainingImage {
    static final String NAME = "dray.invalid/training:1";
    static final String OVERRIDE = "TEMPLATER_OVERRIDE={\"training\":{\"port\":2}}";

    static final String LARGE_NAME = "dray.invalid/large:1";
    private static final String BASE = "dray.invalid/base:1";
    private static final String BASE_ATTRIBUTES = """
            default:
              training:
                port: 0
            """;
    private static final String ATTRIBUTES = """
            # one of everything that attribute files have
            default:
              training:
                port: 1
                name: 'a name'
                title: "{{.training.name}} of training"
                factor: 1.5
                enabled: true
                nothing: ~
                hosts: [a, b]
                servers:
                  - name: one
                    options: {weight: 1, backup: false}
                text: |
                  some
                  lines
                limits: {soft: 10, hard: "in \\"quotes\\""}
            override:
              training: {level: high} # every form of a value
            """;
    private static final String TEMPLATE = """
            {{- /* one of everything that templates have */ -}}
            {{define "item"}}{{.}}{{end -}}
            # {{.training.title}}
            {{- $count := 0}}
            {{- with $settings := .training}}
            port {{.port}} {{$settings.name | printf "%s %d" "x" 1 | upper | quote}}
            factor {{printf "%v %.1f" .factor .factor}} {{.factor}} {{add .port 1}}
            {{if and .enabled (eq .port 2) (ne .name "") (not .nothing)}}enabled{{else if gt .port 3}}{{1.5}}{{end}}
            {{range $index, $host := .hosts}}{{if $index}},{{end}}{{$host}}{{$count = $index}}{{else}}none{{end}}
            {{range .servers}}{{template "item" .name}} {{range $key, $value := .options}}{{$key}}={{$value}} {{end}}{{end}}
            {{default "x" .absent}} {{join .hosts ","}} {{len .hosts}} {{index .hosts 0}} {{(index .servers 0).name}}
            {{replace .name "a" "b" -1}} {{contains .name "a"}} {{toJson .hosts}} {{.text | indent 2}} {{toYaml .servers}}
            {{- end}}
            """;

    private static final int FOLDERS = 40;
    private static final int FILES_EACH = 50;
    private static final int SMALL = 2_000;
    private static final int LARGE = 64 << 20;

    private TrainingImage() {}

    /**
     * Writes the archives into the directory.
     *
     * @return the archives in the order in which they can be fetched
     */
    static List<Path> write(Path directory) throws IOException {
        Path base = directory.resolve("base");
        write(base.resolve("dgr/attributes/base/base.yml"), BASE_ATTRIBUTES);
        write(base.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        write(base.resolve("etc/group"), "root:x:0:\n");
        Path program = write(base.resolve("bin/true"), "no real program\n");
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + program + " executable");
        }
        Path tree = directory.resolve("tree");
        write(tree.resolve("dgr/attributes/training/training.yml"), ATTRIBUTES);
        write(tree.resolve("dgr/templates/etc/training.conf.tmpl"), TEMPLATE);
        write(tree.resolve("etc/training.conf"), "");
        return List.of(
                archive(base, manifest(BASE).build()),
                archive(
                        tree,
                        manifest(NAME)
                                .put("app", app())
                                .put("dependencies", dependencies())
                                .build()));
    }

    /** Writes an archive into the directory that is as large as images are, to be imported. */
    static Path writeLarge(Path directory) throws IOException {
        Path tree = directory.resolve("large");
        for (int folder = 0; folder < FOLDERS; folder++) {
            for (int file = 0; file < FILES_EACH; file++) {
                write(tree.resolve("folder" + folder + "/file" + file), "-".repeat(SMALL + file));
            }
        }
        Files.write(tree.resolve("file"), new byte[LARGE]);
        Path archive = directory.resolve("large.aci");
        byte[] manifest = Json.write(manifest(LARGE_NAME).build()).getBytes(StandardCharsets.UTF_8);
        AciWriter.with(Compression.NONE).write(archive, manifest, LayerMerge.of(List.of(tree)));
        return archive;
    }

    /** The command line that renders the image's template by itself. */
    static List<String> templateLine(Path directory) {
        Path tree = directory.resolve("tree/dgr");
        return List.of(
                "template",
                "--attributes=" + tree.resolve("attributes/training/training.yml"),
                "--override={\"training\":{\"port\":2,\"factor\":2.5}}",
                tree.resolve("templates/etc/training.conf.tmpl").toString());
    }

    private static Path archive(Path tree, JsonObject manifest) {
        Path archive = tree.resolveSibling(tree.getFileName() + ".aci");
        byte[] bytes = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
        AciWriter.with(Compression.GZIP).write(archive, bytes, LayerMerge.of(List.of(tree)));
        return archive;
    }

    private static ObjectBuilder manifest(String name) {
        return JsonValue.object()
                .put("acKind", "ImageManifest")
                .put("acVersion", "0.8.11")
                .put("name", identifier(name))
                .put("labels", new JsonArray(List.of(version(name), label("os", "linux"), label("arch", "amd64"))));
    }

    private static JsonObject app() {
        JsonValue port = JsonValue.object()
                .put("name", "training")
                .put("protocol", "tcp")
                .put("port", 1)
                .build();
        return JsonValue.object()
                .put("exec", List.of("/bin/true"))
                .put("user", "root")
                .put("group", "root")
                .put("ports", new JsonArray(List.of(port)))
                .build();
    }

    private static JsonArray dependencies() {
        return new JsonArray(List.of(JsonValue.object()
                .put("imageName", identifier(BASE))
                .put("labels", new JsonArray(List.of(version(BASE))))
                .build()));
    }

    private static String identifier(String name) {
        return name.substring(0, name.indexOf(':'));
    }

    private static JsonValue version(String name) {
        return label("version", name.substring(name.indexOf(':') + 1));
    }

    private static JsonValue label(String name, String value) {
        return JsonValue.object().put("name", name).put("value", value).build();
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }
}
