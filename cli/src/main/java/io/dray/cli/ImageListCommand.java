package io.dray.cli;

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
import io.dray.image.StoredImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code image list}. */
final class ImageListCommand implements Command {
    private static final OptionSpec FULL =
            OptionSpec.flag("full", "Print whole image IDs, sizes in bytes and exact times");

    private final InstantSource clock;

    ImageListCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image list", "List the images on this machine")
                .describedAs(
                        "Images are ordered by name; of those of one name the first is the one that the name means.")
                .offering(FULL, Listing.NO_LEGEND, Listing.FORMAT)
                .example("dray image list", "Show what there is")
                .example("dray image list --format=json-pretty", "The same for a program");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        List<StoredImage> images = Wiring.of(arguments, context).images().list();
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, json(images));
        } else {
            boolean full = arguments.has(FULL);
            Instant now = clock.instant();
            Table table = new Table(!arguments.has(Listing.NO_LEGEND), List.of("ID", "NAME", "SIZE", "IMPORT TIME"));
            for (StoredImage image : images) {
                table.add(List.of(
                        full ? image.id().toString() : ImageIds.brief(image.id()),
                        image.displayName(),
                        full ? Long.toString(image.size()) : ByteSize.of(image.size()),
                        full ? Times.exact(image.imported()) : Times.age(image.imported(), now)));
            }
            table.print(context.out());
        }
        return ExitCode.OK.number();
    }

    private static JsonArray json(List<StoredImage> images) {
        List<JsonValue> items = new ArrayList<>();
        for (StoredImage image : images) {
            items.add(JsonValue.object()
                    .put("id", image.id().toString())
                    .put("name", image.displayName())
                    .put("import_time", Times.nanoseconds(image.imported()))
                    .put("size", image.size())
                    .build());
        }
        return new JsonArray(items);
    }
}
