package io.dray.pod.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.isolator.PodLimits;
import io.dray.pod.plan.PodPolicy;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.stream.StreamMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartScriptTest {
    private static final StartScript.App APP =
            new StartScript.App("redis", "l/bbbb:l/aaaa:skeleton/1", false, true, List.of());

    @Test
    void isWordForWordTheGoldenScript() throws IOException {
        String script = generate("/var/lib/dray", true, false, List.of(APP));

        assertThat(script).isEqualTo(golden("start.sh"));
    }

    @Test
    void rendersAfterTheEarlyScriptsOverWhatTheyChanged() {
        StartScript.App early = new StartScript.App("redis", "l/a", true, true, List.of());

        assertThat(generate("/var/lib/dray", false, false, List.of(early)))
                .containsSubsequence(
                        "mount_root redis l/a early\n",
                        "run_steps redis prestart-early\n",
                        "umount",
                        "\"$launcher\" --dir=\"$data\" internal render \"$pod\" redis",
                        "mount_root redis pods/1234/apps/redis/rendered:pods/1234/apps/redis/early:l/a upper\n",
                        "run_steps redis check\n",
                        "run_steps redis prestart-late\n",
                        ": >\"$pod/started\"");
    }

    @Test
    void nestsTheLowestLayersWhereTheOptionsWouldBeCut() {
        StringBuilder layers = new StringBuilder("l/00000000");
        for (int i = 1; i < 500; i++) {
            layers.append(":l/").append(10_000_000 + i);
        }
        StartScript.App app = new StartScript.App("redis", layers.toString(), false, false, List.of());

        String script = generate("/var/lib/dray", false, false, List.of(app));

        assertThat(script)
                .containsSubsequence(
                        "mount -t overlay -o ro,lowerdir=l/1",
                        ":l/10000499 overlay pods/1234/apps/redis/base",
                        "mount_root redis pods/1234/apps/redis/rendered:l/00000000:",
                        ":pods/1234/apps/redis/base upper\n");
        assertThat(script.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(4096));
    }

    @Test
    void refusesMoreLayersThanTwoOverlaysHold() {
        StartScript.App app = new StartScript.App("redis", "l/00000000:".repeat(800) + "l/1", false, false, List.of());

        assertThatThrownBy(() -> generate("/var/lib/dray", false, false, List.of(app)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more layers than the kernel mounts");
    }

    @Test
    void mountsAllAppsBeforeAnyStarts() {
        StartScript.App other = new StartScript.App("web", "l/c", false, false, List.of());

        assertThat(generate("/var/lib/dray", false, false, List.of(APP, other)))
                .containsSubsequence("mount_root redis ", "mount_root web ", ": >\"$pod/started\"", "exec \"$svscan\"");
    }

    @Test
    void aSingleAppNeedsNoSupervisorButTheShell() {
        assertThat(generate("/var/lib/dray", false, false, List.of(APP)))
                .contains("run --bundle \"$bundle\" \"$id\" </dev/null")
                .doesNotContain("\"$svscan\" \"$pod/services\"");
    }

    @Test
    void onlyAnInteractiveAppHasTheCallersInput() {
        assertThat(generate("/var/lib/dray", false, true, List.of(APP)))
                .contains("run --pid-file \"$bundle/pid\" --bundle \"$bundle\" \"$id\" <&5")
                .doesNotContain("run --bundle \"$bundle\" \"$id\" </dev/null");
    }

    @Test
    void leavesTheHostsNetworkAlone() {
        assertThat(generate("/var/lib/dray", false, false, List.of(APP))).doesNotContain("network/attach");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data dir", "/a'b", "/$(touch x)`id`", "/a\"; reboot; \"", "/new\nline", "/*?[a]"})
    void hostileValuesOnlyEverStandQuoted(String directory) {
        String script = generate(directory, true, false, List.of(APP));

        assertThat(new ProgramRunner()
                        .require(Command.of("sh", "-s").withInput(valuesAndEcho(script)))
                        .output())
                .isEqualTo(directory + "\n" + directory + "/pods/1234\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isGoodShell(boolean networked) {
        String script = generate("/var/lib/dray", networked, false, List.of(APP));

        assertThat(new ProgramRunner().run(Command.of("sh", "-n").withInput(script.getBytes(StandardCharsets.UTF_8))))
                .satisfies(result -> assertThat(result.errors()).isEmpty())
                .satisfies(result -> assertThat(result.exitCode()).isZero());
    }

    @Test
    void theScriptsOfServicesAreGoodShell() {
        PodDirectory pod = new PodDirectory(Path.of("/it's/pods/1234"));
        PodPolicy mutable = new PodPolicy(PodPolicy.OnAppExit.STAY, PodPolicy.Restart.NO, false, true, false, true);
        AppStreams attached = new AppStreams(StreamMode.STREAM, StreamMode.NULL, StreamMode.LOG);
        Map<String, String> scripts = new HashMap<>(
                new ServiceScripts(pod, RuntimeDirectory.MACHINE, mutable, TestingTools.TOOLS).generate());
        scripts.putAll(new AppService(pod, RuntimeDirectory.MACHINE, PodPolicy.DEFAULT, TestingTools.TOOLS)
                .files("redis", true, streams(AppStreams.DEFAULT)));
        new AppService(pod, RuntimeDirectory.MACHINE, mutable, TestingTools.TOOLS)
                .files("web", false, streams(attached))
                .forEach((name, text) -> scripts.put("web/" + name, text));
        assertThat(scripts).containsKeys("run", "finish", "web/down", "web/log/run", ".s6-svscan/finish");
        scripts.forEach((name, text) -> {
            if (text.startsWith("#!")) {
                Command check = Command.of("sh", "-n").withInput(text.getBytes(StandardCharsets.UTF_8));
                assertThat(new ProgramRunner().run(check).exitCode()).as(name).isZero();
            }
        });
    }

    private static StreamScripts streams(AppStreams streams) {
        return new StreamScripts(streams, SocketScripts.none(), TestingTools.TOOLS, false);
    }

    /** The assignments at the head of the script, and then what two of them hold. */
    private static byte[] valuesAndEcho(String script) {
        String head = script.substring(0, script.indexOf("\ncontainer() {"));
        return (head + "\nprintf '%s\\n%s\\n' \"$data\" \"$pod\"\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void goesOverIntoTheNamespacesOfThePodsUsersBeforeItLocksAndMountsRootsAsTheirs() {
        PodDirectory directory = new PodDirectory(Path.of("/var/lib/dray/pods/1234"));
        StartScript.Pod pod = new StartScript.Pod(
                directory,
                RuntimeDirectory.MACHINE,
                "/var/lib/dray",
                "dray-1234",
                false,
                false,
                false,
                "--uts --ipc",
                streams(AppStreams.DEFAULT),
                new ReadinessScripts(List.of()),
                false,
                true,
                PodLimits.NONE,
                List.of(APP));

        String script = StartScript.generate(pod, Optional.empty(), TestingTools.TOOLS, "/opt/dray/bin/dray");

        assertThat(script)
                .contains("ranges=/run/dray/users\n", "owned='--uts --ipc'\n")
                .containsSubsequence(
                        "choose_users\n",
                        "exec \"$nsenter\" --target=\"$holder\" ${owned} /bin/sh \"$pod/start\"",
                        "exec 9>>\"$pod/lock\"",
                        "cd \"$data\"",
                        "cd /dev/shm/data",
                        "share_processes || give_up",
                        "mount_root redis");
        Command check = Command.of("sh", "-n").withInput(script.getBytes(StandardCharsets.UTF_8));
        assertThat(new ProgramRunner().run(check).exitCode()).isZero();
    }

    @Test
    void givesUpAtOnceOverAnObstacle() {
        String script =
                generate("/var/lib/dray", true, false, List.of(APP), Optional.of("\"e\u001b[1m\\n\" user not found"));

        assertThat(script)
                .endsWith("\ngive_up 254 '\"e?[1m?n\" user not found'\n")
                .doesNotContain("network/attach");
    }

    private static String generate(String data, boolean networked, boolean interactive, List<StartScript.App> apps) {
        return generate(data, networked, interactive, apps, Optional.empty());
    }

    private static String generate(
            String data,
            boolean networked,
            boolean interactive,
            List<StartScript.App> apps,
            Optional<String> obstacle) {
        PodDirectory directory = new PodDirectory(Path.of(data + "/pods/1234"));
        StartScript.Pod pod = new StartScript.Pod(
                directory,
                RuntimeDirectory.MACHINE,
                data,
                "dray-1234",
                interactive,
                apps.size() > 1,
                false,
                "",
                streams(AppStreams.DEFAULT),
                new ReadinessScripts(List.of()),
                networked,
                false,
                PodLimits.NONE,
                apps);
        return StartScript.generate(pod, obstacle, TestingTools.TOOLS, "/opt/dray/bin/dray");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StartScriptTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
