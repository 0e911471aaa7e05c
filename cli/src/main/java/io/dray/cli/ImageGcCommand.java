package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.image.GarbageReport;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.fetch.FetchLeftovers;
import io.dray.pod.state.PodRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** {@code image gc}. */
final class ImageGcCommand implements Command {
    private static final String DEFAULT_GRACE = "24h";
    private static final OptionSpec GRACE = OptionSpec.value(
            "grace-period", "DURATION", "Keep images that were used or imported in this time; 24h by default");

    private final InstantSource clock;

    ImageGcCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image gc", "Remove images that nobody uses, and what killed imports left")
                .describedAs(
                        "An image stays while a pod has it, while an image that stays depends on it, and for the grace"
                                + " period after it was used; nothing goes that a running command works with. Layers go"
                                + " with the last image that has them, and so do parts of downloads that nobody"
                                + " continued.")
                .offering(GRACE)
                .example("dray image gc --grace-period=168h", "Keep what was used in the last week");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofStoreOwner(arguments, context);
        ImageStore images = wiring.images();
        Outcome outcome = new Outcome(context, "image gc");
        Instant now = clock.instant();
        Duration grace = GracePeriod.parse(arguments.value(GRACE).orElse(DEFAULT_GRACE));
        int removed = 0;
        if (ProgramName.current() == ProgramName.RKT) {
            RktImageTrees.collect(images, wiring.pods(), context);
        }
        for (StoredImage image : images.unusedSince(now.minus(grace))) {
            try {
                takeAway(image, images, wiring.pods());
                context.out().println("successfully removed aci for image: \"" + ImageIds.whole(image.id()) + "\"");
                removed++;
            } catch (InvalidInputException _) {
                // a pod or a running command has it
            } catch (DrayException e) {
                outcome.failed(e);
            }
        }
        if (removed > 0) {
            context.err().println("gc: " + removed + " image(s) successfully removed");
        }
        report(context, images.collect(wiring.pods()::requireUnreferenced));
        for (String part : new FetchLeftovers(images.data()).collect(grace, now)) {
            context.err().println("gc: removed cache/downloads/" + part + ", which nobody continued");
        }
        return outcome.exitCode().number();
    }

    /** rkt kept an image for a pod that runs only: any other had the tree that it was made of. */
    private static void takeAway(StoredImage image, ImageStore images, PodRegistry pods) {
        if (ProgramName.current() != ProgramName.RKT) {
            images.remove(image.id(), pods::requireUnused);
            return;
        }
        try {
            images.remove(image.id(), pods::requireUnreferenced);
        } catch (InvalidInputException _) {
            images.withdraw(image.id(), pods::requireNotMounted);
        }
    }

    private static void report(CommandContext context, GarbageReport report) {
        boolean asRkt = ProgramName.current() == ProgramName.RKT;
        for (String layer : report.layers()) {
            context.err()
                    .println(
                            asRkt ? RktImageTrees.removed(Digest.parse(layer)) : "gc: removed layer \"" + layer + "\"");
        }
        for (String temporary : report.temporaries()) {
            context.err().println("gc: removed tmp/" + temporary + ", which a killed command left");
        }
    }
}
