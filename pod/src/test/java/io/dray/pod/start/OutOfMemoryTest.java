package io.dray.pod.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfMemoryTest {
    private static final String OF_WEB =
            "oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/dray/1/web,task_memcg=/dray/1/web,task=tail";
    private static final String OF_OTHER = OF_WEB.replace("web", "other");
    private static final String READABLE = "cat \"$LOG\"";
    private static final String UNREADABLE = "exit 1";

    @TempDir
    Path directory;

    private Path pod;

    @BeforeEach
    void haveAPod() throws IOException {
        pod = directory.resolve("pod");
        Files.createDirectories(pod.resolve("apps/web"));
        log("");
    }

    @Test
    void theCounterOfTheAppsOwnGroupIsEnough() throws IOException {
        counter("dray/1/web", 1);

        assertThat(look(137, UNREADABLE)).isEqualTo("oom");
        counter("dray/1/web", 0);
        log(OF_WEB);
        assertThat(look(137, READABLE)).isEmpty();
    }

    @Test
    void aCounterOfThePodThatDidNotMoveSaysThatNothingHappened() throws IOException {
        counter("dray/1", 0);
        log(OF_WEB);

        assertThat(look(137, READABLE)).isEmpty();
    }

    @Test
    void whichAppItWasTheLogSays() throws IOException {
        counter("dray/1", 1);
        log(OF_OTHER);
        assertThat(look(137, READABLE)).isEmpty();

        log(OF_OTHER + "\n" + OF_WEB);
        assertThat(look(1, READABLE)).isEqualTo("oom");
    }

    @Test
    void whereTheLogCannotBeReadItWasTheAppThatWasKilledAndOnce() throws IOException {
        counter("dray/1", 1);

        assertThat(look(1, UNREADABLE)).isEmpty();
        assertThat(look(137, UNREADABLE)).isEqualTo("oom");
        assertThat(look(137, UNREADABLE)).isEmpty();
        counter("dray/1", 2);
        assertThat(look(137, UNREADABLE)).isEqualTo("oom");
    }

    @Test
    void withoutCountersTheLogSaysItOnce() throws IOException {
        log(OF_WEB);

        assertThat(look(0, READABLE)).isEmpty();
        assertThat(look(137, READABLE)).isEqualTo("oom");
        assertThat(look(137, READABLE)).isEmpty();
        assertThat(look(137, UNREADABLE)).isEmpty();
    }

    private void counter(String group, int kills) throws IOException {
        Path events = directory.resolve("cgroup").resolve(group).resolve("memory.events");
        Files.createDirectories(events.getParent());
        Files.writeString(events, "low 0\nhigh 0\nmax 7\noom 1\noom_kill " + kills + "\noom_group_kill 0\n");
    }

    private void log(String lines) throws IOException {
        Files.writeString(directory.resolve("log"), lines + "\n");
    }

    /** Runs the function with a kernel's log of its own. */
    private String look(int code, String dmesg) throws IOException {
        Path busybox = directory.resolve("busybox");
        Files.writeString(
                busybox, """
                #!/bin/sh
                [ "$1" = dmesg ] || exec busybox "$@"
                """ + dmesg.replace("$LOG", directory.resolve("log").toString()) + "\n");
        Files.setPosixFilePermissions(busybox, PosixFilePermissions.fromString("rwx------"));
        String script = "busybox=" + busybox + "\npod=" + pod + "\nbundle=" + pod.resolve("apps/web")
                + "\ngroup=/dray/1/web\n"
                + OutOfMemory.FUNCTION.replace(
                        "/sys/fs/cgroup", directory.resolve("cgroup").toString())
                + "look_for_oom " + code + "\nprintf %s \"$oom\"\n";
        return new ProgramRunner()
                .require(Command.of("sh").withInput(script.getBytes(StandardCharsets.UTF_8)))
                .output();
    }
}
