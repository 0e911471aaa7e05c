package io.dray.pod.isolator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays the kernel: what the rules of a filter make of a call with these arguments. */
class DeviceNodesTest {
    private static final String RETAIN = "os/linux/seccomp-retain-set";
    private static final String REMOVE = "os/linux/seccomp-remove-set";
    private static final long REGULAR = 0100644;
    private static final long FIFO = 0010644;
    private static final long SOCKET = 0140644;
    private static final long DIRECTORY = 0040755;
    private static final long CHARACTERS = 0020600;
    private static final long BLOCKS = 0060600;

    private static final SystemCallFilter USUAL = SystemCallFilter.DEFAULT.withAnyNodes(false);
    private static final SystemCallFilter RETAINING = SystemCallFilter.parse(
                    RETAIN, Json.parse("set", "{\"set\":[\"mknod\",\"mknodat\",\"@docker/default-whitelist\"]}"))
            .withAnyNodes(false);
    private static final SystemCallFilter ALL_CALLS = SystemCallFilter.NONE.withAnyNodes(false);

    @Test
    void nodesOfHarmlessDevicesCanBeMade() {
        for (SystemCallFilter filter : List.of(USUAL, RETAINING, ALL_CALLS)) {
            for (int minor : new int[] {3, 5, 7, 8, 9}) {
                assertThat(outcome(filter, CHARACTERS, device(1, minor))).isEqualTo("ALLOW");
                assertThat(outcome(filter, BLOCKS, device(1, minor))).isEqualTo("EPERM");
            }
            assertThat(outcome(filter, CHARACTERS, device(5, 0))).isEqualTo("ALLOW");
            assertThat(outcome(filter, CHARACTERS, device(0, 0))).isEqualTo("ALLOW");
            assertThat(outcome(filter, CHARACTERS, device(0, 255))).isEqualTo("ALLOW");
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "1,4", "1,6", "1,11", "5,1", "5,2", "10,237", "10,229", "136,0", "4095,0", "0,1048575"})
    void nodesOfOthersCannot(int major, int minor) {
        for (SystemCallFilter filter : List.of(USUAL, RETAINING, ALL_CALLS)) {
            assertThat(outcome(filter, CHARACTERS, device(major, minor))).isEqualTo("EPERM");
            assertThat(outcome(filter, BLOCKS, device(major, minor))).isEqualTo("EPERM");
        }
    }

    @Test
    void everyNumberIsEitherAllowedOrRefusedByOneRule() {
        List<Long> numbers = new ArrayList<>();
        for (long number = 0; number < 0x2000; number++) {
            numbers.add(number);
        }
        for (int bit = 13; bit < 32; bit++) {
            numbers.addAll(List.of((1L << bit) - 1, 1L << bit, (1L << bit) + 1));
        }
        numbers.add(0xffff_ffffL);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            numbers.add((random.nextInt() & 0xffff_ffffL) >>> random.nextInt(32));
        }
        for (DeviceNodes.Call call : DeviceNodes.Call.values()) {
            List<JsonValue> refusals = call.refusals();
            List<JsonValue> all = new ArrayList<>(call.allowances());
            all.addAll(refusals);
            for (long number : numbers) {
                long[] arguments = arguments(call, CHARACTERS, number);
                boolean allowed = number < DeviceNodes.FIRST_OF_DRIVERS
                        || (number < 0x1000 && DeviceNodes.ALLOWED.contains((int) number));
                assertThat(matching(refusals, arguments))
                        .as("%s 0x%x, seed %d", call.word, number, seed)
                        .hasSize(allowed ? 0 : 1);
                assertThat(matching(all, arguments)).hasSize(1);
            }
        }
    }

    /** The kernel looks at 16 bits of the mode and 32 of the number only. */
    @Test
    void bitsThatTheKernelIgnoresHideNothing() {
        for (SystemCallFilter filter : List.of(USUAL, RETAINING, ALL_CALLS)) {
            assertThat(outcome(filter, CHARACTERS | 0xabcd_0000_0000_0000L, device(5, 2)))
                    .isEqualTo("EPERM");
            assertThat(outcome(filter, BLOCKS | 0xffff_0000L, device(8, 0))).isEqualTo("EPERM");
            assertThat(outcome(filter, CHARACTERS, device(5, 2) | 0x1_0000_0000L))
                    .isEqualTo("EPERM");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {REGULAR, FIFO, SOCKET, DIRECTORY, 0644})
    void whatIsNoDeviceCanBeMade(long mode) {
        for (SystemCallFilter filter : List.of(USUAL, RETAINING, ALL_CALLS)) {
            assertThat(outcome(filter, mode, device(5, 2))).isEqualTo("ALLOW");
        }
    }

    @Test
    void aFilterThatRefusesOrKnowsNotTheCallHasNoMoreRulesForIt() {
        SystemCallFilter removing = SystemCallFilter.parse(REMOVE, Json.parse("set", "{\"set\":[\"mknod\"]}"));
        SystemCallFilter without = SystemCallFilter.parse(RETAIN, Json.parse("set", "{\"set\":[\"read\"]}"));

        assertThat(Json.write(removing.withAnyNodes(false).toJson().orElseThrow()))
                .containsOnlyOnce("\"mknod\"")
                .contains("\"mknodat\"");
        assertThat(Json.write(without.withAnyNodes(false).toJson().orElseThrow()))
                .doesNotContain("\"mknod");
    }

    @Test
    void whoGivesUpPathsOrSystemCallsMayMakeAll() {
        Isolators usual = Isolators.of(List.of(), Capabilities.of(List.of("MKNOD")));
        Capabilities all = usual.capabilities();

        assertThat(outcome(usual.without(GivenUp.NOTHING, all).calls(), CHARACTERS, device(5, 2)))
                .isEqualTo("EPERM");
        assertThat(outcome(usual.without(new GivenUp(true, false, false), all).calls(), CHARACTERS, device(5, 2)))
                .isEqualTo("EPERM");
        assertThat(outcome(usual.without(new GivenUp(false, true, false), all).calls(), CHARACTERS, device(5, 2)))
                .isEqualTo("ALLOW");
        assertThat(usual.without(new GivenUp(false, false, true), all).calls().toJson())
                .isEmpty();
    }

    private static long device(long major, long minor) {
        return (minor & 0xff) | (major << 8) | ((minor & 0xfff00) << 12);
    }

    private static long[] arguments(DeviceNodes.Call call, long mode, long number) {
        return call == DeviceNodes.Call.MKNOD ? new long[] {0, mode, number} : new long[] {0, 0, mode, number};
    }

    /** The same of both calls. */
    private static String outcome(SystemCallFilter filter, long mode, long number) {
        String made = outcome(filter, DeviceNodes.Call.MKNOD, mode, number);
        assertThat(outcome(filter, DeviceNodes.Call.MKNODAT, mode, number)).isEqualTo(made);
        return made;
    }

    private static String outcome(SystemCallFilter filter, DeviceNodes.Call call, long mode, long number) {
        JsonObject json = filter.toJson().orElseThrow();
        List<JsonValue> rules = new ArrayList<>();
        for (JsonValue rule : json.field("syscalls").orElseThrow().asList("syscalls")) {
            JsonObject fields = rule.asObject("rule");
            if (fields.field("names").orElseThrow().asList("names").contains(JsonValue.of(call.word))) {
                rules.add(rule);
            }
        }
        List<JsonObject> matching = matching(rules, arguments(call, mode, number));
        assertThat(matching).hasSizeLessThan(2);
        JsonObject decisive = matching.isEmpty() ? json : matching.getFirst();
        String action = decisive.field(matching.isEmpty() ? "defaultAction" : "action")
                .orElseThrow()
                .asString("action");
        assertThat(decisive.field("errnoRet").map(errno -> errno.asLong("errnoRet")))
                .matches(errno -> errno.isEmpty() || errno.get() == 1L);
        return action.equals("SCMP_ACT_ERRNO") ? "EPERM" : action.substring("SCMP_ACT_".length());
    }

    private static List<JsonObject> matching(List<JsonValue> rules, long[] arguments) {
        List<JsonObject> matching = new ArrayList<>();
        for (JsonValue rule : rules) {
            boolean all = true;
            for (JsonValue condition :
                    rule.asObject("rule").field("args").orElseThrow().asList("args")) {
                all &= holds(condition.asObject("condition"), arguments);
            }
            if (all) {
                matching.add(rule.asObject("rule"));
            }
        }
        return matching;
    }

    private static boolean holds(JsonObject condition, long[] arguments) {
        long argument = arguments[(int) number(condition, "index")];
        long value = number(condition, "value");
        return condition.field("op").orElseThrow().asString("op").equals("SCMP_CMP_GE")
                ? Long.compareUnsigned(argument, value) >= 0
                : (argument & value) == number(condition, "valueTwo");
    }

    private static long number(JsonObject condition, String field) {
        return condition.field(field).orElseThrow().asLong(field);
    }
}
