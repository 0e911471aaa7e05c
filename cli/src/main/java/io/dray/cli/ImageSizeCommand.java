package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.ByteSize;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Table;
import io.dray.core.ExitCode;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import java.util.ArrayList;
import java.util.List;

/** {@code image size [IMAGE...]}. */
final class ImageSizeCommand implements Command {
    private static final OptionSpec FULL = OptionSpec.flag("full", "Print bytes");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image size", "Say how much space images take, alone and with what they depend on")
                .taking(ArgumentSpec.any("IMAGE"))
                .describedAs("OWN is what the image's own layers hold, SHARED what of that other images have too, TOTAL"
                        + " what its root file system holds with all dependencies.")
                .offering(FULL, Listing.NO_LEGEND, Listing.FORMAT)
                .example("dray image size example.com/aci-redis", "See what an image costs");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        ImageStore store = Wiring.of(arguments, context).images();
        List<StoredImage> images = new ArrayList<>();
        for (String name : arguments.arguments()) {
            images.add(store.require(ImageReference.parse(name)));
        }
        if (arguments.arguments().isEmpty()) {
            images.addAll(store.list());
        }
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, json(store, images));
            return ExitCode.OK.number();
        }
        boolean full = arguments.has(FULL);
        Table table = new Table(!arguments.has(Listing.NO_LEGEND), List.of("ID", "NAME", "OWN", "SHARED", "TOTAL"));
        for (StoredImage image : images) {
            table.add(List.of(
                    ImageIds.brief(image.id()),
                    image.displayName(),
                    text(image.size(), full),
                    text(store.sharedSize(image), full),
                    text(store.totalSize(image), full)));
        }
        table.print(context.out());
        return ExitCode.OK.number();
    }

    private static String text(long bytes, boolean full) {
        return full ? Long.toString(bytes) : ByteSize.of(bytes);
    }

    private static JsonArray json(ImageStore store, List<StoredImage> images) {
        List<JsonValue> items = new ArrayList<>();
        for (StoredImage image : images) {
            items.add(JsonValue.object()
                    .put("id", image.id().toString())
                    .put("name", image.displayName())
                    .put("own", image.size())
                    .put("shared", store.sharedSize(image))
                    .put("total", store.totalSize(image))
                    .build());
        }
        return new JsonArray(items);
    }
}
