package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Table;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code image list}: rkt's columns, fields, orders and JSON. */
final class ImageListCommand implements Command {
    private static final OptionSpec FULL =
            OptionSpec.flag("full", "Print whole image IDs, sizes in bytes and exact times");
    private static final OptionSpec FIELDS =
            OptionSpec.value("fields", "LIST", "Columns to print: id, name, size, importtime, lastused, latest");
    private static final OptionSpec SORT =
            OptionSpec.value("sort", "LIST", "Order by name, importtime, lastused, size; importtime by default");
    private static final OptionSpec ORDER = OptionSpec.value("order", "asc|desc", "Least first, or greatest first");
    private static final List<ImageField> USUAL =
            List.of(ImageField.ID, ImageField.NAME, ImageField.SIZE, ImageField.IMPORT_TIME, ImageField.LAST_USED);

    private final InstantSource clock;

    ImageListCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image list", "List the images on this machine")
                .describedAs("Of several images of one name the one imported last is meant by the name.")
                .offering(FULL, FIELDS, SORT, ORDER, Listing.NO_LEGEND, Listing.FORMAT)
                .example("dray image list", "Show what there is")
                .example("dray image list --sort=size --order=desc", "Show the largest first")
                .example("dray image list --format=json-pretty", "The same for a program");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        List<ImageField> fields =
                arguments.value(FIELDS).map(ImageField::parseList).orElse(USUAL);
        List<StoredImage> images = images(Wiring.of(arguments, context).images());
        images.sort(order(arguments));
        if (Listing.isJson(arguments)) {
            PrettyJson.print(arguments, context, json(images));
            return ExitCode.OK.number();
        }
        ImageField.Style style = new ImageField.Style(arguments.has(FULL), clock.instant());
        List<String> titles = new ArrayList<>();
        for (ImageField field : fields) {
            titles.add(field.title());
        }
        Table table = new Table(!arguments.has(Listing.NO_LEGEND), titles);
        for (StoredImage image : images) {
            List<String> cells = new ArrayList<>();
            for (ImageField field : fields) {
                cells.add(field.cell(image, style));
            }
            table.add(cells);
        }
        table.print(context.out());
        return ExitCode.OK.number();
    }

    private static List<StoredImage> images(ImageStore store) {
        List<StoredImage> images = new ArrayList<>(store.list());
        if (ProgramName.current() == ProgramName.RKT) {
            images.replaceAll(image -> image.withSize(RktImageSize.of(image, store)));
        }
        return images;
    }

    private static Comparator<StoredImage> order(ParsedArguments arguments) {
        Comparator<StoredImage> order = ImageField.order(arguments.value(SORT).orElse("importtime"));
        return switch (arguments.value(ORDER).orElse("asc")) {
            case "asc" -> order;
            case "desc" -> order.reversed();
            default ->
                throw new InvalidInputException(
                        "'" + arguments.value(ORDER).orElse("") + "' is no order", "--order takes asc or desc");
        };
    }

    private static JsonArray json(List<StoredImage> images) {
        List<JsonValue> items = new ArrayList<>();
        for (StoredImage image : images) {
            items.add(JsonValue.object()
                    .put("id", ImageIds.whole(image.id()))
                    .put("name", image.displayName())
                    .put("import_time", Times.nanoseconds(image.imported()))
                    .put("last_used_time", Times.nanoseconds(image.lastUsed()))
                    .put("size", image.size())
                    .build());
        }
        return new JsonArray(items);
    }
}
