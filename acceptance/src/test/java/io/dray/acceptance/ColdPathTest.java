package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that must start fast load every class from the AOT cache. What is loaded or made beside it (a lambda or a pattern
 * switch that training did not see, a record's own hashCode, a class that no trained command needs) costs up to 40 ms each time.
 */
class ColdPathTest {
    @TempDir
    Path directory;

    @Test
    void rendersATemplateFromTheCacheAlone() throws IOException {
        Path attributes = Files.writeString(directory.resolve("attributes.yml"), """
                default:
                  redis:
                    port: 6379
                    factor: 2.5
                    slaves: [one, two]
                """);
        Path template = Files.writeString(directory.resolve("redis.conf.tmpl"), """
                # {{.redis.port | printf "%d" | quote}}
                {{- with .redis}}
                port {{.port}}, {{if eq .port 6379}}default{{else}}other{{end}} {{.factor}} {{upper "x"}}
                {{range $i, $slave := .slaves}}{{$i}}={{$slave}} {{default "none" $slave}}
                {{end}}{{end}}
                """);

        assertThat(outsideTheCache(Map.of(), "template", "--attributes=" + attributes, template.toString()))
                .isEmpty();
    }

    @Test
    void plansAPodFromTheCacheAlone() throws IOException {
        assertThat(Dray.program(
                                Dray.HOME.resolve("bin/dray").toString(),
                                "internal",
                                "prepare-training",
                                directory.toString())
                        .code())
                .isZero();
        Map<String, String> launcher = Map.of(
                "DRAY_HANDOFF", directory.resolve("plan").toString(),
                "DRAY_LAUNCHER", Dray.HOME.resolve("bin/dray").toString(),
                "DRAY_LAUNCHER_PID", Long.toString(ProcessHandle.current().pid()),
                "DRAY_RUNTIME_DIRECTORY", directory.resolve("run").toString());

        assertThat(outsideTheCache(
                        launcher,
                        "--dir=" + directory.resolve("data"),
                        "run",
                        "--net=none",
                        "--set-env=TEMPLATER_OVERRIDE={\"training\":{\"port\":3}}",
                        "dray.invalid/training:1"))
                .isEmpty();
        assertThat(directory.resolve("data/pods")).isNotEmptyDirectory();
    }

    /** The classes that a command, which must succeed, does not load from the cache. */
    private List<String> outsideTheCache(Map<String, String> environment, String... arguments) throws IOException {
        Path log = directory.resolve("classes");
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("-Xlog:class+load:file=" + log + "::filecount=0", "io.dray.cli.Main"));
        command.addAll(List.of(arguments));
        Dray.Result result = Dray.program(environment, command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).hasSizeGreaterThan(400);
        return loaded.stream()
                .filter(line -> !line.contains("source: shared objects file"))
                // the JDK keeps no class of the flight recorder in a cache
                .filter(line -> !line.contains(" jdk.internal.event."))
                .toList();
    }

    /** The JVM as the launcher starts it, up to the name of the class. */
    private static List<String> java() throws IOException {
        Path built = Dray.HOME.resolve("dist/target/dray");
        String build = Files.readString(built.resolve("lib/build-id")).strip();
        Path lib = built.resolve("lib/" + build);
        try (Stream<Path> caches = Files.list(built.resolve("aot"))) {
            Path cache = caches.filter(path -> path.getFileName().toString().startsWith(build))
                    .filter(path -> !path.toString().endsWith("-work.aot"))
                    .findFirst()
                    .orElseThrow();
            return List.of(
                    Files.readString(built.resolve("lib/java-home")).strip() + "/bin/java",
                    "@" + lib.resolve("jvm-options"),
                    "-XX:AOTCache=" + cache,
                    "-cp",
                    lib.resolve("dray.jar") + ":" + lib.resolve("openpgp.jar"));
        }
    }
}
