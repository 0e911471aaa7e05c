package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.image.ImageHold;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import io.dray.image.oci.ImageExport;
import java.nio.file.Path;

/** {@code image extract IMAGE DIR} and {@code image render IMAGE DIR}, which differ in what becomes of dependencies. */
final class ImageTreeCommand implements Command {
    private static final OptionSpec FILES_ONLY =
            OptionSpec.flag("rootfs-only", "Write only the files, without the manifest and the directory rootfs");

    /** Which files are written. */
    enum What {
        /** Those of the image itself. */
        OWN_FILES("image extract", "Write the files of an image, without those of its dependencies, to a directory"),
        /** Those that a container of the image sees. */
        ALL_FILES("image render", "Write the files of an image and of its dependencies to a directory");

        private final String command;
        private final String summary;

        What(String command, String summary) {
            this.command = command;
            this.summary = summary;
        }
    }

    private final What what;

    ImageTreeCommand(What what) {
        this.what = what;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(what.command, what.summary)
                .taking(ArgumentSpec.two("IMAGE DIR"))
                .offering(ImageExportCommand.OVERWRITE, FILES_ONLY)
                .example(
                        "dray " + what.command + " example.com/aci-redis:1 ./redis",
                        "Write ./redis/manifest and rootfs");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        ImageStore images = Wiring.ofRoot(arguments, context).images();
        StoredImage image =
                images.require(ImageReference.parse(arguments.arguments().getFirst()));
        Path target = Path.of(arguments.arguments().getLast());
        boolean filesOnly = arguments.has(FILES_ONLY);
        boolean overwrite = arguments.has(ImageExportCommand.OVERWRITE);
        try (ImageHold hold = images.hold()) {
            ImageExport export = new ImageExport(
                    hold.store(),
                    message -> context.err().println(ProgramName.current().speaking("render") + "warning: " + message));
            switch (what) {
                case OWN_FILES -> export.extract(hold.keep(image), target, filesOnly, overwrite);
                case ALL_FILES -> export.render(hold.keep(image), target, filesOnly, overwrite);
            }
        }
        return ExitCode.OK.number();
    }
}
