package io.dray.cli;

import io.dray.attributes.AttributeOverride;
import io.dray.attributes.AttributeUse;
import io.dray.attributes.LineOrigin;
import io.dray.attributes.Origin;
import io.dray.clikit.CommandContext;
import io.dray.clikit.Listing;
import io.dray.clikit.ParsedArguments;
import io.dray.core.MissingException;
import io.dray.pod.state.Pod;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains the rendered files of a pod line by line. */
final class PodExplanation {
    private PodExplanation() {}

    static void print(String uuid, ParsedArguments arguments, CommandContext context) {
        Pod pod = Wiring.of(arguments, context).pods().require(uuid);
        List<ExplainedFile> all = ExplainedFile.of(Wiring.of(arguments, context).pods(), pod);
        List<ExplainedFile> files =
                chosen(all, arguments.value(ExplainCommand.APP), arguments.value(ExplainCommand.FILE));
        if (files.isEmpty()) {
            throw nothing(pod, all, arguments);
        }
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, ExplainedFile.json(pod, files));
        } else {
            for (ExplainedFile file : files) {
                print(context.out(), file, pod.apps().size() > 1);
            }
        }
    }

    private static List<ExplainedFile> chosen(
            List<ExplainedFile> files, Optional<String> app, Optional<String> target) {
        List<ExplainedFile> chosen = new ArrayList<>();
        for (ExplainedFile file : files) {
            if (app.orElse(file.app()).equals(file.app())
                    && target.orElse(file.target()).equals(file.target())) {
                chosen.add(file);
            }
        }
        return chosen;
    }

    private static MissingException nothing(Pod pod, List<ExplainedFile> all, ParsedArguments arguments) {
        if (all.isEmpty()) {
            return new MissingException(
                    "nothing was rendered for pod " + pod.uuid(), "its images have no templates, or it never started");
        }
        List<String> targets = new ArrayList<>();
        for (ExplainedFile file : all) {
            targets.add(file.target() + " of " + file.app());
        }
        return new MissingException(
                "pod " + pod.uuid() + " has no rendered file "
                        + arguments.value(ExplainCommand.FILE).orElse("")
                        + (arguments.value(ExplainCommand.APP).isPresent()
                                ? " of " + arguments.value(ExplainCommand.APP).get()
                                : ""),
                "rendered were " + String.join(", ", targets));
    }

    /** Without line numbers, so that the explanations of two pods can be compared with diff. */
    private static void print(PrintStream out, ExplainedFile file, boolean namesApp) {
        out.println("# " + file.target() + (namesApp ? " of " + file.app() : ""));
        for (ExplainedFile.Line line : file.lines()) {
            out.println(line.text());
            if (line.origin().isPresent()) {
                print(out, line.origin().get());
            }
        }
    }

    private static void print(PrintStream out, LineOrigin origin) {
        out.println("    <- " + origin.template() + ":" + origin.templateLine());
        for (AttributeUse use : origin.uses()) {
            StringBuilder text = new StringBuilder("    <- " + use.key() + " = " + use.value() + "  ");
            text.append(where(use.origin()));
            for (Origin lost : use.origin().overrode()) {
                text.append(", over ").append(where(lost));
            }
            out.println(text);
        }
    }

    private static String where(Origin origin) {
        // a layer that a person named is the path of its files
        boolean named = origin.file().startsWith(AttributeOverride.VARIABLE)
                || origin.file().startsWith(origin.layer());
        return origin + (named ? "" : " of " + origin.layer());
    }
}
