package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;
import io.dray.core.MissingException;
import io.dray.image.aci.ImageValidation;
import io.dray.image.manifest.Finding;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code image validate FILE...} and {@code image lint FILE...}: one verdict per file, nothing imported. */
final class ImageValidateCommand implements Command {
    private static final OptionSpec STRICT = OptionSpec.flag("strict", "Take every warning for an error");

    private final boolean explaining;

    private ImageValidateCommand(boolean explaining) {
        this.explaining = explaining;
    }

    /** The command that gives verdicts. */
    static ImageValidateCommand verdicts() {
        return new ImageValidateCommand(false);
    }

    /** The command that explains all findings. */
    static ImageValidateCommand explanations() {
        return new ImageValidateCommand(true);
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = explaining
                ? CommandSpec.of("image lint", "Explain all that is wrong with images and manifests")
                        .describedAs("Says for each finding why it matters. Exits with 1 if there is an error, with"
                                + " --strict if there is any finding.")
                        .example("dray image lint ./redis.aci", "Explain what should be better")
                : CommandSpec.of("image validate", "Say whether images and manifests are valid")
                        .describedAs(
                                "Prints one line for each file and exits with 0 if all are valid, otherwise with 1. A"
                                        + " file is an ACI, an image layout directory, an image manifest or a pod manifest.")
                        .example("dray image validate ./redis.aci", "Check an archive before it is published");
        return spec.taking(ArgumentSpec.oneOrMore("FILE")).offering(STRICT);
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        boolean good = true;
        for (String file : arguments.arguments()) {
            try {
                ImageValidation.Verdict verdict = ImageValidation.judge(existing(file));
                boolean valid = verdict.isValid(arguments.has(STRICT));
                print(context, file, verdict, valid);
                good &= valid;
            } catch (DrayException e) {
                context.out().println(Printable.line(file + ": " + e.getMessage()));
                good = false;
            }
        }
        return (good ? ExitCode.OK : ExitCode.NEGATIVE).number();
    }

    private static Path existing(String file) {
        Path path = Path.of(file);
        if (file.isEmpty() || !Files.exists(path)) {
            throw new MissingException("there is no such file");
        }
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw new MissingException("it is neither a plain file nor a directory");
        }
        return path;
    }

    private void print(CommandContext context, String file, ImageValidation.Verdict verdict, boolean valid) {
        String head = file + ": " + (valid ? "valid " : "invalid ") + verdict.what();
        if (explaining) {
            context.out().println(Printable.line(head));
            for (Finding finding : verdict.findings()) {
                String severity = finding.isError() ? "error" : "warning";
                context.out()
                        .println(Printable.line("  " + severity + ": " + finding.what() + " (" + finding.why() + ")"));
            }
        } else if (valid) {
            context.out().println(Printable.line(head));
        } else {
            context.out()
                    .println(Printable.line(
                            head + ": " + verdict.findings().getFirst().what()));
        }
    }
}
