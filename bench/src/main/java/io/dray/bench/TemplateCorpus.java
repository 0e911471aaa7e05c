package io.dray.bench;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** 20 attribute files of 100 attributes each, and 200 templates of 45 lines that use them; always the same. */
final class TemplateCorpus {
    private static final int FILES = 20;
    private static final int SERVICES = 20;
    private static final int TEMPLATES = 200;
    private static final int BLOCKS = 5;

    /** Nine lines, in Go's own functions alone. */
    private static final String BLOCK = """
            # {{.fileF.serviceS.name}} {{printf "%05d" .fileF.serviceS.port}}
            {{with .fileF.serviceS}}listen {{.port}}
            {{if and .enabled (gt .port 8000)}}server {{.name}}:{{.port}};{{else}}off;{{end}}
            {{range $i, $host := .hosts}}{{if $i}},{{end}}{{$host}}{{end}}
            weight {{printf "%.2f" .weight}} {{.weight}}{{end}}
            first {{index .fileF.serviceS.hosts 0}} of {{len .fileF.serviceS.hosts}}
            {{$name := .fileF.serviceS.name}}{{$name}} {{eq $name "other"}}
            a line without any action, as most lines of configuration are
            key = value{{/* and a comment */}}
            """;

    private TemplateCorpus() {}

    static List<AttributeLayer> layers() {
        List<AttributeLayer> layers = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            StringBuilder yaml = new StringBuilder("default:\n  file" + file + ":\n");
            for (int service = 0; service < SERVICES; service++) {
                yaml.append("    service").append(service).append(":\n");
                yaml.append("      name: web-")
                        .append(file)
                        .append('-')
                        .append(service)
                        .append('\n');
                yaml.append("      port: ").append(7990 + service).append('\n');
                yaml.append("      enabled: true\n");
                yaml.append("      weight: ").append(service).append(".25\n");
                yaml.append("      hosts: [a").append(service).append(".example.com, b.example.com, c.example.com]\n");
            }
            layers.add(new AttributeLayer("layer" + file, List.of(file("attributes/file" + file + ".yml", yaml))));
        }
        return layers;
    }

    static List<SourceFile> templates() {
        List<SourceFile> templates = new ArrayList<>();
        for (int i = 0; i < TEMPLATES; i++) {
            StringBuilder text = new StringBuilder();
            for (int block = 0; block < BLOCKS; block++) {
                text.append(BLOCK.replace("fileF", "file" + (i + block) % FILES)
                        .replace("serviceS", "service" + i * BLOCKS % SERVICES));
            }
            templates.add(file("conf-" + (1000 + i) + ".tmpl", text));
        }
        return templates;
    }

    private static SourceFile file(String path, CharSequence content) {
        return new SourceFile(path, content.toString().getBytes(StandardCharsets.UTF_8), 0644);
    }
}
