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
import io.dray.image.oci.ExportFormat;
import io.dray.image.oci.ImageExport;
import java.nio.file.Path;

/** {@code image export IMAGE FILE}. */
final class ImageExportCommand implements Command {
    static final OptionSpec OVERWRITE = OptionSpec.flag("overwrite", "Replace what is there");

    private static final OptionSpec FORMAT = OptionSpec.value(
            "format",
            "aci|oci|oci-archive|docker-archive",
            "Write an appc image (the default), an OCI layout as a directory or as an archive, or what docker load"
                    + " reads");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image export", "Write an image to a file")
                .describedAs(
                        "An image that came as an ACI is written as the same ACI, uncompressed, with the same image"
                                + " ID. Other formats get a layer for the image and for each of its dependencies. The same"
                                + " image always gives the same bytes.")
                .taking(ArgumentSpec.two("IMAGE FILE"))
                .offering(FORMAT, OVERWRITE)
                .example("dray image export example.com/aci-redis:1 redis.aci", "Write an ACI")
                .example(
                        "dray image export --format=oci-archive example.com/aci-redis:1 redis.tar",
                        "Write what podman and skopeo read");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        ExportFormat format = arguments.value(FORMAT).map(ExportFormat::parse).orElse(ExportFormat.ACI);
        ImageReference reference = ImageReference.parse(arguments.arguments().getFirst());
        ImageStore images = Wiring.of(arguments, context).images();
        StoredImage image = images.require(reference);
        Path target = Path.of(arguments.arguments().getLast());
        try (ImageHold hold = images.hold()) {
            new ImageExport(
                            hold.store(),
                            message -> context.err()
                                    .println(ProgramName.current().speaking("export") + "warning: " + message))
                    .export(hold.keep(image), format, target, arguments.has(OVERWRITE));
        }
        return ExitCode.OK.number();
    }
}
