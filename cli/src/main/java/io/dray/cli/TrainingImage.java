package io.dray.cli;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.AciWriter;
import io.dray.image.LayerMerge;
import io.dray.image.tar.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tiny image that has one of everything that a start looks at: an app, an attribute file, templates of some breadth. */
final class TrainingImage {
    static final String NAME = "dray.invalid/training:1";
    static final String OVERRIDE = "TEMPLATER_OVERRIDE={\"training\":{\"port\":2}}";

    private static final String ATTRIBUTES = """
            default:
              training:
                port: 1
                name: 'a name'
                factor: 1.5
                enabled: true
                hosts: [a, b]
            """;
    private static final String TEMPLATE = """
            # {{.training.name}}
            {{- with .training}}
            port {{.port}}
            factor {{printf "%v" .factor}}
            {{if and .enabled (eq .port 2)}}enabled{{else}}disabled{{end}}
            {{range $index, $host := .hosts}}host {{$index}} {{$host}}
            {{end}}{{end}}
            """;

    private TrainingImage() {}

    /** Writes the archive into the directory. */
    static Path write(Path directory) throws IOException {
        Path tree = directory.resolve("tree");
        write(tree.resolve("dgr/attributes/training/training.yml"), ATTRIBUTES);
        write(tree.resolve("dgr/templates/etc/training.conf.tmpl"), TEMPLATE);
        write(tree.resolve("etc/training.conf"), "");
        write(tree.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        write(tree.resolve("etc/group"), "root:x:0:\n");
        Path program = write(tree.resolve("bin/true"), "#!/bin/sh\n");
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + program + " executable");
        }
        Path archive = directory.resolve("training.aci");
        byte[] manifest = Json.write(manifest()).getBytes(StandardCharsets.UTF_8);
        AciWriter.with(Compression.GZIP).write(archive, manifest, LayerMerge.of(List.of(tree)));
        return archive;
    }

    private static JsonObject manifest() {
        int colon = NAME.indexOf(':');
        return JsonValue.object()
                .put("acKind", "ImageManifest")
                .put("acVersion", "0.8.11")
                .put("name", NAME.substring(0, colon))
                .put(
                        "labels",
                        new JsonArray(List.of(
                                label("version", NAME.substring(colon + 1)),
                                label("os", "linux"),
                                label("arch", "amd64"))))
                .put(
                        "app",
                        JsonValue.object()
                                .put("exec", List.of("/bin/true"))
                                .put("user", "0")
                                .put("group", "0")
                                .build())
                .build();
    }

    private static JsonValue label(String name, String value) {
        return JsonValue.object().put("name", name).put("value", value).build();
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }
}
