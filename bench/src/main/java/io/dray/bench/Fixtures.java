package io.dray.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same small root filesystem as an image of every contender: a static busybox and an app that prints one word. */
final class Fixtures {
    private static final String MANIFEST = """
        {"acKind":"ImageManifest","acVersion":"0.8.11","name":"example.com/bench","labels":[
        {"name":"version","value":"1"},{"name":"os","value":"linux"},{"name":"arch","value":"amd64"}],
        "app":{"exec":["/bin/busybox","echo","ready"],"user":"0","group":"0"}}
        """;

    /** What Dray calls it. */
    static final String IMAGE = "example.com/bench:1";

    private final Path work;
    private final Path launcher;

    /**
     * @param work an empty directory for everything this run makes
     * @param launcher bin/dray
     */
    Fixtures(Path work, Path launcher) {
        this.work = work;
        this.launcher = launcher;
    }

    /** Makes the images and imports them everywhere. */
    void prepare() throws IOException, InterruptedException {
        Path layout = Files.createDirectories(work.resolve("aci"));
        Path bin = Files.createDirectories(layout.resolve("rootfs/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        Files.writeString(layout.resolve("manifest"), MANIFEST);
        run("tar", "-C", layout.toString(), "-cf", work.resolve("bench.aci").toString(), "manifest", "rootfs");
        run(
                "tar",
                "-C",
                layout.resolve("rootfs").toString(),
                "-cf",
                work.resolve("rootfs.tar").toString(),
                ".");
        run(dray("--insecure-options=image", "fetch", work.resolve("bench.aci").toString()));
        run(podman("import", work.resolve("rootfs.tar").toString(), "bench"));
        prepareBundle(layout.resolve("rootfs"));
    }

    private void prepareBundle(Path rootfs) throws IOException, InterruptedException {
        Path bundle = Files.createDirectories(work.resolve("bundle"));
        run("cp", "-a", rootfs.toString(), bundle.resolve("rootfs").toString());
        run("sh", "-c", "cd " + bundle + " && crun spec");
        String config = Files.readString(bundle.resolve("config.json"));
        Files.writeString(
                bundle.resolve("config.json"),
                config.replace("\"terminal\": true", "\"terminal\": false")
                        .replaceFirst("\"sh\"", "\"/bin/busybox\",\"echo\",\"ready\""));
    }

    List<String> dray(String... arguments) {
        return command(List.of(launcher.toString(), "--dir=" + work.resolve("dray")), arguments);
    }

    List<String> podman(String... arguments) {
        return command(
                List.of(
                        "podman",
                        "--root=" + work.resolve("podman"),
                        "--runroot=" + work.resolve("podman-run"),
                        "--cgroup-manager=cgroupfs"),
                arguments);
    }

    /** Limits are given because podman otherwise asks for more than a machine without CAP_SYS_RESOURCE grants. */
    List<String> podmanRun(String network) {
        return podmanRunWith("--network=" + network);
    }

    List<String> podmanRunWith(String option) {
        return podman(
                "run",
                "--rm",
                option,
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=4096:4096",
                "bench",
                "/bin/busybox",
                "echo",
                "ready");
    }

    List<String> crunRun() {
        return List.of("crun", "run", "-b", work.resolve("bundle").toString(), "dray-bench");
    }

    String launcher() {
        return launcher.toString();
    }

    Path work() {
        return work;
    }

    private static List<String> command(List<String> front, String... arguments) {
        List<String> command = new ArrayList<>(front);
        command.addAll(List.of(arguments));
        return command;
    }

    static void run(String... command) throws IOException, InterruptedException {
        run(List.of(command));
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ": " + output);
        }
    }
}
