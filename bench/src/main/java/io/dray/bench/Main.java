package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code bench/run start|restart|pod|parallel|list|version|template|templates|jmh|import|load|endurance|memory [ROUNDS]}. */
final class Main {
    private static final int DEFAULT_ROUNDS = 20;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments.length > 0 ? arguments[0] : "";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
        Path launcher = Path.of(System.getProperty("dray.home"), "bin", "dray");
        Path work = Files.createTempDirectory("dray-bench-");
        try {
            Report report = new Report(System.out);
            switch (name) {
                case "start" -> new StartBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "restart" -> new RestartBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "pod" -> new PodBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "list" -> new ListBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "parallel" -> new ParallelBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "version" -> new VersionBenchmark(work, launcher).run(rounds, report);
                case "template" -> new TemplateBenchmark(work, launcher).run(rounds, report);
                case "templates" ->
                    new WarmTemplatesBenchmark(work, Path.of(System.getProperty("dray.home"))).run(rounds, System.out);
                case "jmh" -> Microbenchmarks.run(rounds, System.out);
                case "import" -> new ImportBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "load" -> new LoadBenchmark(new Fixtures(work, launcher)).run(rounds, report);
                case "endurance" ->
                    new EnduranceBenchmark(new Fixtures(work, launcher), System.nanoTime()).run(rounds, System.out);
                case "memory" -> new MemoryBenchmark(new Fixtures(work, launcher)).run(rounds, System.out);
                default -> {
                    System.err.println(
                            "usage: bench/run start|restart|pod|parallel|list|version|template|templates|jmh|import|load|endurance|memory"
                                    + " [ROUNDS]");
                    System.exit(1);
                }
            }
        } finally {
            Fixtures.run("rm", "-rf", work.toString());
        }
    }
}
