package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code dray template} of one small file beside {@code dray version}: what rendering costs on top of a start. */
final class TemplateBenchmark {
    private static final String ATTRIBUTES = """
            default:
              redis:
                port: 6379
                bind: [127.0.0.1, "::1"]
                tls: false
            """;
    private static final String TEMPLATE = """
            port {{.redis.port}}
            {{range .redis.bind}}bind {{.}}
            {{end}}{{if .redis.tls}}tls-port 6380{{else}}# no tls{{end}}
            """;

    private final Path work;
    private final Path launcher;

    TemplateBenchmark(Path work, Path launcher) {
        this.work = work;
        this.launcher = launcher;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        Path attributes = Files.writeString(work.resolve("redis.yml"), ATTRIBUTES);
        Path template = Files.writeString(work.resolve("redis.conf.tmpl"), TEMPLATE);
        List<Contender> contenders = List.of(
                Contender.of("dray version", List.of(launcher.toString(), "version")),
                Contender.of(
                        "dray template",
                        List.of(launcher.toString(), "template", "--attributes=" + attributes, template.toString())));
        var samples = new Race(contenders, work.resolve("errors")).run(rounds);
        report.print("one small template", samples, "dray version");
    }
}
