package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code dray version} beside a hello-world on the same JVM with the same flags, and one with an AOT cache of its own. */
final class VersionBenchmark {
    private final Path work;
    private final Path launcher;

    VersionBenchmark(Path work, Path launcher) {
        this.work = work;
        this.launcher = launcher;
    }

    void run(int rounds, Report report) throws IOException, InterruptedException {
        Path jar = compileHello();
        Path cache = work.resolve("hello.aot");
        Fixtures.run(java(List.of("-XX:AOTCacheOutput=" + cache), jar));
        List<Contender> contenders = List.of(
                Contender.of("dray version", List.of(launcher.toString(), "version")),
                Contender.of("hello, same flags", java(List.of(), jar)),
                Contender.of("hello, same flags, own AOT cache", java(List.of("-XX:AOTCache=" + cache), jar)));
        var samples = new Race(contenders, work.resolve("errors")).run(rounds);
        report.print("dray version", samples, "hello, same flags");
    }

    private Path compileHello() throws IOException, InterruptedException {
        Path source = work.resolve("Hello.java");
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }\n");
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path jar = work.resolve("hello.jar");
        Fixtures.run(bin.resolve("javac").toString(), "-d", work.toString(), source.toString());
        Fixtures.run(bin.resolve("jar").toString(), "cf", jar.toString(), "-C", work.toString(), "Hello.class");
        return jar;
    }

    private List<String> java(List<String> more, Path jar) throws IOException {
        Path lib = launcher.resolveSibling("../dist/target/dray/lib");
        String build = Files.readString(lib.resolve("build-id")).strip();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + lib.resolve(build).resolve("jvm-options"));
        command.addAll(more);
        command.addAll(List.of("-cp", jar.toString(), "Hello"));
        return command;
    }
}
