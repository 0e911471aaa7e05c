package io.dray.acceptance.template;

import io.dray.template.value.ByteText;
import java.util.random.RandomGenerator;

/** Makes up templates: most of them valid, some with a mistake. */
final class TemplateGenerator {
    private static final String[] TEXTS = {
        "x", " ", "\n", "  \n  ", "text\n", "\t", "a\r\n", "}}", "{ {", "é", "\u00a0", "", "--", "key = ", "\n\n"
    };
    /** What a mistake adds: pieces of the language, where they do not belong. */
    private static final String[] PIECES = {
        "{{",
        "}}",
        "{{-",
        "-}}",
        "{{- ",
        " -}}",
        "/*",
        "*/",
        "{{/*",
        "*/}}",
        "(",
        ")",
        "|",
        ":=",
        "=",
        ",",
        "$",
        ".",
        "..",
        "\"",
        "'",
        "`",
        "\\",
        "end",
        "{{end}}",
        "{{else}}",
        "{{if",
        "{{else if .x}}",
        "{{break}}",
        "{{continue}}",
        "{{define \"q\"}}",
        "{{block \"q\" .}}",
        "{{template}}",
        "{{template \"nosuch\"}}",
        "{{with .}}",
        "{{range .}}",
        "\n",
        " ",
        "nil",
        "@",
        "#",
        "é",
        "\u0001",
        "\udcff",
        "$x",
        "$x :=",
        ".x",
        "1",
        "_",
        "-",
        "+",
        "range",
        "{{else with .s}}",
        "{{define}}",
        "{{end",
        "€",
        "😀",
        "{{define `z`}}a{{end}}",
        "!",
        "[",
        "%",
        "\u00a0",
        "break",
        "\0",
        "{{.i.j.k}}"
    };

    private final Choices choices;
    private final ExpressionGenerator expressions;
    private int definitions;
    private int loops;

    private TemplateGenerator(RandomGenerator random) {
        this.choices = new Choices(random);
        this.expressions = new ExpressionGenerator(choices);
    }

    /** The next template. */
    static String generate(RandomGenerator random) {
        TemplateGenerator generator = new TemplateGenerator(random);
        StringBuilder template = new StringBuilder();
        generator.nodes(template, 3, true);
        String text = generator.choices.oneIn(4) ? generator.spoiled(template.toString()) : template.toString();
        // a mistake may cut a character in halves, which no file can hold
        return ByteText.decode(ByteText.encode(text));
    }

    private String spoiled(String template) {
        StringBuilder spoiled = new StringBuilder(template);
        for (int i = 1 + choices.below(2); i > 0; i--) {
            int at = choices.below(spoiled.length() + 1);
            int end = Math.min(spoiled.length(), at + 1 + choices.below(4));
            switch (choices.below(5)) {
                case 0, 1 -> spoiled.insert(at, choices.of(PIECES));
                case 2 -> spoiled.delete(at, end);
                case 3 -> spoiled.replace(at, end, choices.of(PIECES));
                default -> spoiled.insert(choices.below(spoiled.length() + 1), spoiled.substring(at, end));
            }
        }
        return spoiled.toString();
    }

    private void nodes(StringBuilder out, int depth, boolean top) {
        for (int i = choices.below(3); i >= 0; i--) {
            if (choices.oneIn(2)) {
                out.append(choices.of(TEXTS));
            }
            node(out, depth, top);
        }
    }

    private void node(StringBuilder out, int depth, boolean top) {
        int kind = choices.below(depth > 0 ? 26 : 14);
        switch (kind) {
            case 10 -> action(out, expressions.known() + " = " + expressions.pipeline(1));
            case 11 -> comment(out);
            case 12 -> {
                String value = expressions.pipeline(1);
                action(out, expressions.declared() + choices.of(" := ", ":=") + value);
            }
            case 13 -> jumpOrCall(out);
            case 14, 15, 16, 17 -> branch(out, "if", depth);
            case 18, 19 -> branch(out, "with", depth);
            case 20, 21, 22 -> range(out, depth);
            case 23 -> define(out, depth, top);
            case 24 -> block(out, depth);
            default -> action(out, expressions.pipeline(2));
        }
    }

    private void action(StringBuilder out, String inside) {
        out.append(choices.oneIn(6) ? "{{- " : choices.of("{{", "{{", "{{ ", "{{\n"));
        out.append(inside);
        out.append(choices.oneIn(6) ? " -}}" : choices.of("}}", "}}", " }}", "\n}}"));
    }

    private void comment(StringBuilder out) {
        String text = choices.of("", " c ", "\nline\n", "{{x}}", "}}");
        out.append(choices.of(
                "{{/*" + text + "*/}}",
                "{{- /*" + text + "*/ -}}",
                "{{/*" + text + "*/ -}}",
                "{{- /*" + text + "*/}}"));
    }

    private void jumpOrCall(StringBuilder out) {
        if (loops > 0 || choices.oneIn(20)) {
            action(out, choices.of("break", "continue"));
        } else if (definitions > 0) {
            action(
                    out,
                    "template \"d" + choices.below(definitions) + "\""
                            + choices.of("", " .", " .map", " nil", " $", " .list"));
        } else {
            action(out, "template \"nosuch\"" + choices.of("", " ."));
        }
    }

    private void branch(StringBuilder out, String keyword, int depth) {
        int visible = expressions.visible();
        action(out, keyword + " " + condition());
        nodes(out, depth - 1, false);
        while (keyword.equals("if") && choices.oneIn(4)) {
            action(out, "else if " + condition());
            nodes(out, depth - 1, false);
        }
        if (choices.oneIn(2)) {
            action(out, "else");
            nodes(out, depth - 1, false);
        }
        action(out, "end");
        expressions.forget(visible);
    }

    private String condition() {
        String value = expressions.pipeline(1);
        return choices.oneIn(5) ? expressions.declared() + " := " + value : value;
    }

    private void range(StringBuilder out, int depth) {
        int visible = expressions.visible();
        String items = expressions.collection(1);
        String inside = switch (choices.below(8)) {
            case 0, 1 -> expressions.declared() + " := " + items;
            case 2, 3 -> expressions.declared() + ", " + expressions.declared() + " := " + items;
            case 4 -> choices.oneIn(3) ? expressions.known() + " = " + items : items;
            case 5 -> choices.oneIn(4) ? expressions.known() + "," + expressions.known() + " = " + items : items;
            default -> items;
        };
        action(out, "range " + inside);
        loops++;
        nodes(out, depth - 1, false);
        loops--;
        if (choices.oneIn(3)) {
            action(out, "else");
            nodes(out, depth - 1, false);
        }
        action(out, "end");
        expressions.forget(visible);
    }

    private void define(StringBuilder out, int depth, boolean top) {
        if (!top && !choices.oneIn(30)) {
            action(out, expressions.operand(1));
            return;
        }
        String name = choices.oneIn(6) ? "d" + choices.below(definitions + 1) : "d" + definitions++;
        int outer = loops;
        loops = 0;
        action(out, "define " + choices.of("\"" + name + "\"", "`" + name + "`"));
        if (!choices.oneIn(6)) {
            nodesWithoutCalls(out, depth - 1);
        }
        action(out, "end");
        loops = outer;
    }

    /** What a definition holds must not call it: only Go's limit would end that, after a very long time. */
    private void nodesWithoutCalls(StringBuilder out, int depth) {
        int known = definitions;
        definitions = 0;
        nodes(out, depth, false);
        definitions = known;
    }

    private void block(StringBuilder out, int depth) {
        String name = "d" + definitions++;
        int outer = loops;
        loops = 0;
        action(out, "block \"" + name + "\" " + expressions.operand(1));
        nodesWithoutCalls(out, depth - 1);
        action(out, "end");
        loops = outer;
    }
}
