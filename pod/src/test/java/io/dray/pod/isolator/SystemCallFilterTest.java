package io.dray.pod.isolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemCallFilterTest {
    private static final String RETAIN = "os/linux/seccomp-retain-set";
    private static final String REMOVE = "os/linux/seccomp-remove-set";

    @Test
    void aRemovedCallKillsTheAppUnlessAnErrorIsNamed() {
        assertThat(json(REMOVE, "{\"set\":[\"reboot\"]}"))
                .isEqualTo("{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"reboot\"],"
                        + "\"action\":\"SCMP_ACT_KILL_PROCESS\"}]}");
        assertThat(json(REMOVE, "{\"set\":[\"reboot\"],\"errno\":\"ENOTSUP\"}"))
                .contains("\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":95");
    }

    @Test
    void aRetainedSetIncludesWhatTheStartNeeds() {
        assertThat(json(RETAIN, "{\"set\":[\"uname\"],\"errno\":\"EPERM\"}"))
                .startsWith("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":1,")
                .contains("\"uname\"", "\"execve\"");
        assertThat(json(RETAIN, "{\"set\":[\"uname\"]}")).contains("\"defaultAction\":\"SCMP_ACT_KILL_PROCESS\"");
    }

    @Test
    void ignoresAnErrorThatLinuxDoesNotKnow() {
        assertThat(json(REMOVE, "{\"set\":[\"reboot\"],\"errno\":\"EFOO\"}")).contains("SCMP_ACT_KILL_PROCESS");
    }

    @Test
    void wholeSetsSwitchTheFilterOff() {
        assertThat(parse(RETAIN, "{\"set\":[\"@appc.io/all\"]}")).isEqualTo(SystemCallFilter.NONE);
        assertThat(parse(REMOVE, "{\"set\":[\"@appc.io/empty\"]}")).isEqualTo(SystemCallFilter.NONE);
        assertThat(SystemCallFilter.NONE.toJson()).isEmpty();
    }

    @Test
    void namedSetsStandForTheirCalls() {
        assertThat(parse(RETAIN, "{\"set\":[\"@docker/default-whitelist\",\"mount\"]}")
                        .names())
                .contains("openat", "clone3", "mount")
                .doesNotContain("reboot", "setns");
        assertThat(parse(REMOVE, "{\"set\":[\"@rkt/default-blacklist\"]}").names())
                .contains("reboot", "setns")
                .doesNotContain("openat");
    }

    @Test
    void theSetsOfSystemdStandForTheirCalls() {
        for (String set : List.of(
                "clock:settimeofday",
                "default-whitelist:exit_group",
                "mount:umount2",
                "network-io:socket",
                "obsolete:uselib",
                "privileged:settimeofday",
                "process:fork",
                "raw-io:iopl")) {
            String[] nameAndCall = set.split(":", -1);
            List<String> names = parse(REMOVE, "{\"set\":[\"@systemd/" + nameAndCall[0] + "\"]}")
                    .names();

            assertThat(names).as(set).contains(nameAndCall[1]);
            assertThat(SystemCallSets.unknown(names)).as(set).isEmpty();
        }
    }

    @Test
    void refusesWhatMeansNothing() {
        for (String set : List.of("[]", "[\"@foo/bar\"]", "[\"open at\"]", "[\"\"]")) {
            assertThatThrownBy(() -> parse(RETAIN, "{\"set\":" + set + "}"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith(RETAIN);
        }
        assertThatThrownBy(() -> parse(REMOVE, "{\"set\":[\"@appc.io/all\"]}"))
                .hasMessageContaining("cannot do without any system call");
    }

    @Test
    void knowsTheKernelsErrors() {
        assertThat(ErrorNumbers.of("ENOSYS")).hasValue(38);
        assertThat(ErrorNumbers.of("EWOULDBLOCK")).hasValue(11);
        assertThat(ErrorNumbers.of("EHWPOISON")).hasValue(133);
        assertThat(ErrorNumbers.of("-")).isEmpty();
    }

    private static SystemCallFilter parse(String isolator, String json) {
        return SystemCallFilter.parse(isolator, Json.parse(isolator, json));
    }

    private static String json(String isolator, String json) {
        return parse(isolator, json).toJson().map(Json::write).orElse("");
    }
}
