package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods and the commands that change them, of which any process is killed at any moment, beside pods that live on. The variable
 * {@code DRAY_KILLS} says how many are killed, {@code DRAY_SEED} in which order, {@code DRAY_SCRIPT} may name the only script.
 */
class PodInterruptionTest {
    private static final int KILLS = Integer.parseInt(variable("DRAY_KILLS", "10"));
    private static final String IMAGE = "example.com/acceptance/interrupted";
    private static final String HANDLED = "example.com/acceptance/handled";
    private static final String WEB = "example.com/acceptance/page";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<PodScript> SCRIPTS = List.of(PodScript.values());
    private static final long PAUSE_MILLIS = 100;
    private static final Set<String> STATES =
            Set.of("preparing", "abandoned", "prepared", "running", "orphaned", "exited", "exited garbage");
    private static final Pattern POD = Pattern.compile("\"name\":\"([0-9a-f-]{36})\",\"state\":\"([a-z ]+)\"");

    /** Of names and subnets, so that others may test beside it. */
    private static final int NUMBER = (int) (ProcessHandle.current().pid() % 200) + 20;

    private static final String BRIDGE = "dk" + NUMBER + "b";
    private static final String NETWORK = "interrupted" + NUMBER;

    private final long seed = Long.parseLong(variable("DRAY_SEED", Long.toString(System.nanoTime())));
    private final Random random = new Random(seed);
    private final List<String> story = new ArrayList<>();

    @TempDir
    Path directory;

    private Machine machine = Machine.in(Path.of("/"));
    private Remains remains = new Remains(Path.of("/"), Path.of("/"));
    private Map<String, String> variables = Map.of();
    private String living = "";
    private String page = "";
    private long length;

    @BeforeEach
    void startPodsThatLiveOn() throws IOException {
        machine = Machine.in(directory)
                .configured("net.d/10-own.conf", """
                {"cniVersion":"0.4.0","name":"%s","type":"bridge","bridge":"%s","isGateway":true,"ipMasq":true,
                 "ipam":{"type":"host-local","dataDir":"%s","subnet":"10.218.%d.0/24"}}
                """.formatted(NETWORK, BRIDGE, directory.resolve("leases"), NUMBER));
        remains = new Remains(machine.data(), directory.resolve("leases"));
        variables = variables();
        page = "http://127.0.0.1:" + freePort();
        long start = System.nanoTime();
        living = succeed(
                        "run",
                        "--detach",
                        "--port=http:" + page.substring(page.lastIndexOf(':') + 1),
                        WEB,
                        "---",
                        IMAGE,
                        "--name=other")
                .strip();
        length = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        remains.spare(living);
    }

    @AfterEach
    void endThem() {
        try {
            for (long process : remains.processes(mark(""))) {
                ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
            }
            machine.dray("stop", "--force", living);
            machine.dray("gc", "--grace-period=0s");
        } finally {
            Dray.program("ip", "link", "del", BRIDGE);
        }
    }

    @Test
    void whoeverIsKilledTheRestIsSoundAndNothingIsLeft() throws Exception {
        String alive = living();
        int killed = 0;
        for (int number = 0; killed < KILLS; number++) {
            killed += interrupt(number);
            assertThat(living()).as(toString()).isEqualTo(alive);
        }
        forgetLinks();
        assertThat(remains.find(mark(""))).as(toString()).isEmpty();
    }

    /** Runs a script, kills some process that belongs to it, perhaps another later, and ends the rest; returns how many it killed. */
    private int interrupt(int number) throws Exception {
        PodScript script = choose();
        Map<String, String> environment = new HashMap<>(variables);
        Path work = Files.createDirectory(directory.resolve("work" + number));
        environment.putAll(Map.of("port", String.valueOf(freePort()), "work", work.toString(), "number", "" + number));
        environment.put("DRAY_INTERRUPTED", seed + "." + number + ".");
        story.add(number + " " + script);
        Process started = script.command(environment)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
        int killed = 0;
        int kills = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < kills; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(length * script.commands() / kills));
            killed += killOne(number);
        }
        end(started, number);
        await().atMost(SOON).untilAsserted(() -> {
            if (!remains.find(mark(number)).isEmpty()) {
                collect();
            }
            assertThat(remains.find(mark(number)))
                    .as(this + beginning(work.resolve("output")))
                    .isEmpty();
        });
        return killed;
    }

    private PodScript choose() {
        String only = variable("DRAY_SCRIPT", "");
        PodScript chosen = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
        return only.isEmpty() ? chosen : PodScript.valueOf(only);
    }

    /** None, if there is nobody left. */
    private int killOne(int number) {
        List<Long> processes = remains.processes(mark(number));
        if (processes.isEmpty()) {
            return 0;
        }
        long victim = processes.get(random.nextInt(processes.size()));
        story.add("  killed " + victim + ": " + Remains.describe(victim));
        return ProcessHandle.of(victim).map(ProcessHandle::destroyForcibly).orElse(false) ? 1 : 0;
    }

    /** What the script has started, and goes on to start, is looked at, stopped and removed, until there is no more. */
    private void end(Process script, int number) throws InterruptedException {
        boolean force = random.nextInt(4) == 0;
        boolean removes = random.nextBoolean();
        long deadline = System.nanoTime() + SOON.toNanos();
        boolean over;
        do {
            // what it has started in the background may go on without it
            over = script.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    && remains.processes(mark(number)).isEmpty();
            for (MatchResult pod : pods()) {
                assertThat(STATES).as(this + pod.group()).contains(pod.group(2));
                if (!pod.group(1).equals(living)) {
                    end(pod.group(1), force, removes);
                }
            }
            assertThat(System.nanoTime())
                    .as(this + "goes on: " + remains.find(mark(number)))
                    .isLessThan(deadline);
        } while (!over);
        collect();
    }

    private void end(String pod, boolean force, boolean removes) {
        remains.note();
        Dray.Result status = machine.dray("status", pod);
        // another command of the script may have removed it
        assertThat(status.code()).as(this + status.err()).isIn(0, 254);
        Dray.Result stopped = force ? machine.dray("stop", "--force", pod) : machine.dray("stop", pod);
        assertFoundOrGone(stopped, pod);
        if (removes) {
            assertFoundOrGone(machine.dray("rm", pod), pod);
        }
    }

    /** Another command of the script may have removed it meanwhile. */
    private void assertFoundOrGone(Dray.Result result, String pod) {
        if (result.code() != 0) {
            assertThat(result.err()).as(toString()).contains("no matches found for \"" + pod);
        }
    }

    private List<MatchResult> pods() {
        return POD.matcher(succeed("list", "--format=json")).results().toList();
    }

    private void collect() {
        Dray.Result collected = machine.dray("gc", "--grace-period=0s", "--expire-prepared=0s");
        assertThat(collected.code()).as(this + collected.err()).isZero();
        assertThat(collected.err()).as(toString()).doesNotContain("cannot");
    }

    /** A link to a pod that never came is kept for a minute; so the minute is over. */
    private void forgetLinks() throws IOException {
        for (Path link : remains.danglingLinks().toList()) {
            assertThat(Dray.program("touch", "-h", "-d", "2 minutes ago", link.toString())
                            .code())
                    .isZero();
        }
        collect();
        assertThat(remains.danglingLinks()).as(toString()).isEmpty();
    }

    /** What there is of the pods that nobody interrupts: their processes, and what one of them serves. */
    private String living() {
        String answer = Dray.program("curl", "-s", "--max-time", "20", "--retry", "3", "--retry-connrefused", page)
                .out();
        return machine.dray("status", living).out()
                + Dray.program("pgrep", "-f", living).out()
                + answer;
    }

    private Map<String, String> variables() throws IOException {
        TinyImage image = TinyImage.named(IMAGE, directory.resolve("image"))
                .running("echo up; while sleep 0.2; do echo line; done");
        TinyImage handled = TinyImage.named(HANDLED, directory.resolve("handled"))
                .running("echo up; sleep 1000")
                .withApp("\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/bin/sleep\",\"0.02\"]},"
                        + "{\"name\":\"post-stop\",\"exec\":[\"/bin/sleep\",\"0.02\"]}]");
        TinyImage web = TinyImage.named(WEB, directory.resolve("web")).servingHello();
        for (TinyImage each : List.of(image, handled, web)) {
            succeed("--insecure-options=image", "fetch", each.archive().toString());
        }
        String options = " --dir=" + machine.data() + " --local-config=" + machine.local() + " --system-config="
                + directory.resolve("system");
        Path rkt = Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        return Map.of(
                "dray",
                Dray.HOME.resolve("bin/dray") + options,
                "rkt",
                rkt + options,
                "network",
                NETWORK,
                "image",
                IMAGE,
                "handled",
                HANDLED,
                "web",
                WEB);
    }

    private String succeed(String... arguments) {
        Dray.Result result = machine.dray(arguments);
        assertThat(result.code()).as(this + result.err()).isZero();
        return result.out();
    }

    private static String beginning(Path output) throws IOException {
        String text = Files.readString(output);
        return text.substring(0, Math.min(text.length(), 2000));
    }

    private String mark(int number) {
        return mark(number + ".");
    }

    private String mark(String rest) {
        return "DRAY_INTERRUPTED=" + seed + "." + rest;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static String variable(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    @Override
    public String toString() {
        int from = Math.max(0, story.size() - 12);
        return "seed " + seed + ", " + String.join("\n", story.subList(from, story.size())) + "\n";
    }
}
