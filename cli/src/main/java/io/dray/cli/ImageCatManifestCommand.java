package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.Json;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;

/** {@code image cat-manifest IMAGE}. */
final class ImageCatManifestCommand implements Command {
    private static final OptionSpec PRETTY =
            OptionSpec.flag("pretty-print", "Indent the JSON; --pretty-print=false prints the bytes of the archive");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image cat-manifest", "Print the manifest of an image")
                .taking(ArgumentSpec.one("IMAGE"))
                .offering(PRETTY)
                .example("dray image cat-manifest example.com/aci-redis:1", "Print it for people");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        ImageReference reference = ImageReference.parse(arguments.arguments().getFirst());
        StoredImage image = Wiring.of(arguments, context).images().require(reference);
        byte[] manifest = image.manifestBytes();
        if (arguments.value(PRETTY).isEmpty() || arguments.has(PRETTY)) {
            context.out().print(PrettyJson.text(Json.parse(image.manifestFile().toString(), manifest)));
        } else {
            context.out().write(manifest, 0, manifest.length);
        }
        return ExitCode.OK.number();
    }
}
