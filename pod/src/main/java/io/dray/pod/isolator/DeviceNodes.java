package io.dray.pod.isolator;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The devices that an app may make nodes of: those that every container has and that reach nothing. The control group of devices
 * cannot hold it to that, because crun always lets a container make nodes of all.
 *
 * <p>They are systemd's {@code DevicePolicy=closed} (systemd.resource-control(5)), which rkt asked for; a volume that is a device
 * can be used, but not made again. And those of major number 0, which belongs to no driver: nobody can open them, and 0:0 is how an
 * overlay deletes a file. Each rule is memory that every crun keeps for as long as its app runs.
 */
final class DeviceNodes {
    /** null, zero, full, random, urandom, tty; as the calls have numbers: 8 bits of the minor one, then those of the major one. */
    static final List<Integer> ALLOWED = List.of(0x103, 0x105, 0x107, 0x108, 0x109, 0x500);

    /** The lowest number with a major one above 0. */
    static final int FIRST_OF_DRIVERS = 0x100;

    private static final int EPERM = 1;
    private static final int TYPE = 0170000;
    private static final int CHARACTERS = 0020000;
    private static final int BLOCKS = 0060000;

    /** What each begins with, of all types but the two of devices; each pair is a mask and what is left under it. */
    private static final List<List<Integer>> OTHER_TYPES =
            List.of(List.of(0100000, 0100000), List.of(0110000, 0010000), List.of(0130000, 0));

    /** A device number has 32 bits; the kernel ignores what a program puts into the others. */
    private static final long NUMBER = 0xffff_ffffL;

    private DeviceNodes() {}

    /** The system calls that make nodes. */
    enum Call {
        /** {@code mknod(path, mode, device)} */
        MKNOD("mknod", 1),
        /** {@code mknodat(directory, path, mode, device)} */
        MKNODAT("mknodat", 2);

        final String word;
        private final int mode;

        Call(String word, int mode) {
            this.word = word;
            this.mode = mode;
        }

        /** Rules by which nodes of all other devices fail; no number meets two of them. */
        List<JsonValue> refusals() {
            List<JsonValue> rules = new ArrayList<>();
            rules.add(rule(true, masked(mode, TYPE, BLOCKS)));
            long next = FIRST_OF_DRIVERS;
            for (int allowed : ALLOWED) {
                refuse(rules, next, allowed);
                next = allowed + 1L;
            }
            JsonObject above =
                    condition(mode + 1, "SCMP_CMP_GE").put("value", next).build();
            rules.add(rule(true, masked(mode, TYPE, CHARACTERS), above));
            return rules;
        }

        /** Rules for a filter that refuses what it does not name: what is neither refused nor allowed elsewhere is allowed. */
        List<JsonValue> allowances() {
            List<JsonValue> rules = new ArrayList<>();
            for (List<Integer> type : OTHER_TYPES) {
                rules.add(rule(false, masked(mode, type.getFirst(), type.getLast())));
            }
            rules.add(rule(false, masked(mode, TYPE, CHARACTERS), masked(mode + 1, NUMBER & -FIRST_OF_DRIVERS, 0)));
            for (int allowed : ALLOWED) {
                rules.add(rule(false, masked(mode, TYPE, CHARACTERS), masked(mode + 1, NUMBER, allowed)));
            }
            return rules;
        }

        /** A rule can look at a number only once, so a range is cut where all numbers begin with the same bits. */
        private void refuse(List<JsonValue> rules, long from, long end) {
            long next = from;
            while (next < end) {
                long size = Long.lowestOneBit(next);
                while (next + size > end) {
                    size /= 2;
                }
                rules.add(rule(true, masked(mode, TYPE, CHARACTERS), masked(mode + 1, NUMBER & -size, next)));
                next += size;
            }
        }

        private JsonObject rule(boolean refused, JsonValue... conditions) {
            JsonValue.ObjectBuilder rule = JsonValue.object()
                    .put("names", List.of(word))
                    .put("action", refused ? "SCMP_ACT_ERRNO" : "SCMP_ACT_ALLOW");
            if (refused) {
                rule.put("errnoRet", EPERM);
            }
            return rule.put("args", new JsonArray(List.of(conditions))).build();
        }

        private static JsonObject masked(int argument, long mask, long value) {
            return condition(argument, "SCMP_CMP_MASKED_EQ")
                    .put("value", mask)
                    .put("valueTwo", value)
                    .build();
        }

        private static JsonValue.ObjectBuilder condition(int argument, String operator) {
            return JsonValue.object().put("index", argument).put("op", operator);
        }
    }
}
