package io.dray.clikit;

import io.dray.clikit.CommandSpec.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the reference of the command line in Markdown, one page a command. */
public final class ReferencePages {
    private ReferencePages() {}

    /** File name to text; the table of contents is {@code README.md}. */
    public static Map<String, String> of(Program program) {
        Map<String, String> pages = new LinkedHashMap<>();
        StringBuilder contents = new StringBuilder("# Commands of " + program.name() + "\n\n");
        contents.append(program.summary()).append(". Made from the command tables; do not edit.\n\n");
        contents.append("| command | |\n|---|---|\n");
        for (String name : program.commands().names()) {
            CommandSpec spec = program.commands().create(name).spec();
            String file = program.name() + "-" + name.replace(' ', '-') + ".md";
            contents.append("| [").append(name).append("](").append(file).append(") | ");
            contents.append(spec.summary()).append(" |\n");
            pages.put(file, page(program, spec));
        }
        options(contents, "Options of every command", program.options());
        pages.put("README.md", contents.toString());
        return pages;
    }

    private static String page(Program program, CommandSpec spec) {
        StringBuilder page = new StringBuilder("# " + program.name() + " " + spec.name() + "\n\n");
        page.append(spec.summary()).append(".\n\n");
        page.append("```\n")
                .append(program.name())
                .append(' ')
                .append(spec.usage())
                .append("\n```\n");
        if (!spec.description().isEmpty()) {
            page.append('\n').append(spec.description()).append('\n');
        }
        options(page, "Options", spec.options());
        if (!spec.examples().isEmpty()) {
            page.append("\n## Examples\n");
            for (Example example : spec.examples()) {
                page.append("\n").append(example.meaning()).append(":\n\n```\n");
                page.append(example.line()).append("\n```\n");
            }
        }
        page.append("\nSee also: [all commands](README.md).\n");
        return page.toString();
    }

    private static void options(StringBuilder page, String title, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return;
        }
        page.append("\n## ").append(title).append("\n\n| option | |\n|---|---|\n");
        for (OptionSpec option : options) {
            page.append("| `").append(option.usage().replace("|", "\\|")).append("` | ");
            page.append(option.help())
                    .append(option.repeatable() ? "; repeatable" : "")
                    .append(" |\n");
        }
    }
}
