package io.dray.acceptance.template;

import java.util.ArrayList;
import java.util.List;

/** Makes up what stands between the braces. */
final class ExpressionGenerator {
    private static final String[] FIELDS = {
        ".i",
        ".neg",
        ".zero",
        ".big",
        ".f",
        ".whole",
        ".tiny",
        ".huge",
        ".nan",
        ".inf",
        ".s",
        ".empty",
        ".uni",
        ".bytes",
        ".html",
        ".yes",
        ".no",
        ".nul",
        ".list",
        ".ints",
        ".strs",
        ".none",
        ".mixed",
        ".map",
        ".nested",
        ".emptymap",
        ".nosuch",
        ".deep.a.b",
        ".nested.list",
        ".map.one",
        ".nul.x",
        ".nosuch.x",
        ".s.x",
        ".i.x",
        ".list.x",
        ".map.nosuch",
        ".nested.list.x",
        ".odd",
        ".key",
        ".million",
        "."
    };
    private static final String[] COLLECTIONS = {
        ".list",
        ".ints",
        ".strs",
        ".none",
        ".mixed",
        ".map",
        ".nested",
        ".emptymap",
        ".s",
        ".uni",
        ".bytes",
        ".nul",
        ".nosuch",
        ".nested.list",
        ".",
        "$",
        ".odd",
        ".i"
    };
    private static final String[] FUNCTIONS = {
        "and",
        "or",
        "not",
        "len",
        "index",
        "slice",
        "print",
        "printf",
        "println",
        "html",
        "js",
        "urlquery",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "call"
    };

    private final Choices choices;
    private final LiteralGenerator literals;
    private final FormatGenerator formats;
    private final List<String> variables = new ArrayList<>(List.of("$"));

    ExpressionGenerator(Choices choices) {
        this.choices = choices;
        this.literals = new LiteralGenerator(choices);
        this.formats = new FormatGenerator(choices);
    }

    int visible() {
        return variables.size();
    }

    void forget(int count) {
        variables.subList(count, variables.size()).clear();
    }

    String declared() {
        String name = choices.of("$a", "$b", "$x", "$y", "$é", "$_1");
        variables.add(name);
        return name;
    }

    String known() {
        return choices.oneIn(60) ? "$unknown" : choices.of(variables);
    }

    String pipeline(int depth) {
        StringBuilder pipeline = new StringBuilder(command(depth));
        while (choices.oneIn(4)) {
            pipeline.append(choices.of(" | ", "|", " |  "))
                    .append(choices.oneIn(12) ? operand(depth) : call(depth, true));
        }
        return pipeline.toString();
    }

    String collection(int depth) {
        return choices.oneIn(4) ? pipeline(depth) : choices.of(COLLECTIONS);
    }

    private String command(int depth) {
        if (choices.oneIn(3)) {
            String operand = operand(depth);
            return choices.oneIn(40) ? operand + " " + operand(depth) : operand;
        }
        return call(depth, false);
    }

    String operand(int depth) {
        return switch (choices.below(16)) {
            case 0, 1, 2, 3, 4, 5, 6 -> choices.of(FIELDS);
            case 7, 8, 9 -> literals.any();
            case 10 -> known();
            case 11 -> known() + choices.of(".i", ".s", ".map.one", ".nosuch", ".x", ".list");
            case 12 -> choices.oneIn(6) ? choices.of(FUNCTIONS) : choices.of(FIELDS);
            case 13 ->
                "(" + choices.of("", " ") + pipeline(Math.max(depth - 1, 0)) + ")"
                        + choices.of(".i", ".x", ".map.one", ".s.x");
            default -> depth > 0 ? "(" + pipeline(depth - 1) + choices.of("", " ") + ")" : literals.any();
        };
    }

    private String call(int depth, boolean piped) {
        if (choices.oneIn(25)) {
            return arguments(choices.of(FUNCTIONS), choices.below(4), depth);
        }
        int less = piped ? 1 : 0;
        return switch (choices.below(14)) {
            case 0 -> arguments(choices.of("and", "or"), 2 + choices.below(2) - less, depth);
            case 1 -> arguments("not", 1 - less, depth);
            case 2 -> piped ? "len" : "len " + collection(depth);
            case 3 ->
                "index " + collection(depth) + " " + (piped ? "" : index(depth))
                        + (choices.oneIn(3) ? " " + index(depth) : "");
            case 4 -> "slice " + collection(depth) + indexes();
            case 5 -> arguments(choices.of("print", "println"), choices.below(4), depth);
            case 6, 7, 8, 9 ->
                arguments("printf " + (choices.oneIn(30) ? operand(depth) : formats.quoted()), choices.below(4), depth);
            case 10 -> arguments(choices.of("html", "js", "urlquery"), choices.below(3), depth);
            case 11 -> arguments("eq", 2 + choices.below(2) - less, depth);
            case 12 -> choices.of("eq", "ne", "lt", "le", "gt", "ge") + " " + number() + (piped ? "" : " " + number());
            default -> arguments(choices.of("ne", "lt", "le", "gt", "ge"), 2 - less, depth);
        };
    }

    private String number() {
        return choices.oneIn(3)
                ? choices.of(".i", ".f", ".big", ".s", ".neg", ".million", ".whole")
                : literals.number();
    }

    private String index(int depth) {
        return switch (choices.below(6)) {
            case 0 -> operand(depth);
            case 1 -> choices.of("\"one\"", "\"nosuch\"", "\"list\"", ".key");
            default -> literals.index();
        };
    }

    private String indexes() {
        StringBuilder indexes = new StringBuilder();
        for (int i = choices.below(5) - (choices.oneIn(4) ? 0 : 1); i > 0; i--) {
            indexes.append(' ').append(choices.oneIn(8) ? operand(0) : literals.index());
        }
        return indexes.toString();
    }

    private String arguments(String function, int count, int depth) {
        StringBuilder call = new StringBuilder(function);
        for (int i = 0; i < count; i++) {
            call.append(choices.oneIn(30) ? "  " : " ").append(operand(depth - 1));
        }
        return call.toString();
    }
}
