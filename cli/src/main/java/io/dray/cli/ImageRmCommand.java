package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import java.util.Optional;

/** {@code image rm IMAGE...}: goes on after a failure and reports each. */
final class ImageRmCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image rm", "Remove images from this machine")
                .taking(ArgumentSpec.oneOrMore("IMAGE"))
                .describedAs(
                        "An image is given by its name or by an unambiguous beginning of its ID. Of several images of"
                                + " one name the newest is removed.")
                .example("dray image rm example.com/aci-redis:1", "Remove an image by its name");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofStoreOwner(arguments, context);
        ImageStore images = wiring.images();
        Outcome outcome = new Outcome(context, "image rm");
        int removed = 0;
        for (String name : arguments.arguments()) {
            Optional<StoredImage> image = find(images, name, outcome);
            if (image.isPresent() && remove(wiring, image.get(), context, outcome)) {
                removed++;
            }
        }
        if (removed > 0) {
            context.err().println("rm: " + removed + " image(s) successfully removed");
        }
        return outcome.exitCode().number();
    }

    /** rkt said that it had no such image, and that this was no failure. */
    private static Optional<StoredImage> find(ImageStore images, String name, Outcome outcome) {
        try {
            return Optional.of(images.require(ImageReference.parse(name)));
        } catch (DrayException e) {
            if (ProgramName.current() == ProgramName.RKT) {
                outcome.noted(e);
            } else {
                outcome.failed(e);
            }
            return Optional.empty();
        }
    }

    /** rkt's pods did not need the image any more once they were made, so it let go of any. */
    private static void takeAway(Wiring wiring, StoredImage image) {
        if (ProgramName.current() != ProgramName.RKT) {
            wiring.images().remove(image.id(), wiring.pods()::requireUnused);
            return;
        }
        try {
            wiring.images().remove(image.id(), wiring.pods()::requireUnreferenced);
        } catch (InvalidInputException _) {
            wiring.images().withdraw(image.id());
        }
    }

    private static boolean remove(Wiring wiring, StoredImage image, CommandContext context, Outcome outcome) {
        try {
            takeAway(wiring, image);
            context.out().println("successfully removed aci for image: \"" + ImageIds.whole(image.id()) + "\"");
            return true;
        } catch (DrayException e) {
            outcome.failed(e);
            return false;
        }
    }
}
