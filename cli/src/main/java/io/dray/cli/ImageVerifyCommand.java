package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.image.ImageHold;
import io.dray.image.ImageStore;
import io.dray.image.ImageVerification;
import io.dray.image.StoredImage;
import io.dray.image.fetch.FetchTools;
import io.dray.image.fetch.ImageRefetch;
import io.dray.image.manifest.ImageReference;
import java.time.InstantSource;
import java.util.Optional;

/** {@code image verify [IMAGE...]}. */
final class ImageVerifyCommand implements Command {
    private final InstantSource clock;

    ImageVerifyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("image verify", "Check images against their digests and repair them")
                .taking(ArgumentSpec.any("IMAGE"))
                .describedAs(
                        "Makes the archive of every layer again from its files and compares its digest, and compares"
                                + " modes, owners, times and attributes with it. A damaged layer comes again from where"
                                + " the image came from. Records that were lost are made again. Without an IMAGE all are"
                                + " checked.")
                .example("dray image verify", "Check everything");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofStoreOwner(arguments, context);
        ImageStore images = wiring.images();
        Outcome outcome = new Outcome(context, "image verify");
        for (String made : images.repairRecords()) {
            context.err().println("verify: made " + made + " again");
        }
        ImageVerification verification =
                new ImageVerification(images, image -> getAgain(image, wiring, arguments, context));
        try (ImageHold hold = images.hold()) {
            if (arguments.arguments().isEmpty()) {
                for (StoredImage image : images.list()) {
                    hold.claim(image);
                    // what somebody removed before that is not damaged
                    if (images.find(new ImageReference.ById(image.id().toString()))
                            .isPresent()) {
                        attempt(() -> verify(wiring, verification, image, image.displayName(), context), outcome);
                    }
                }
            }
            for (String name : arguments.arguments()) {
                attempt(
                        () -> {
                            StoredImage image = images.require(ImageReference.parse(name));
                            hold.claim(image);
                            verify(wiring, verification, image, name, context);
                        },
                        outcome);
            }
        }
        return outcome.exitCode().number();
    }

    /** What it takes to ask a server is set up only when something has to be repaired. */
    private void getAgain(StoredImage image, Wiring wiring, ParsedArguments arguments, CommandContext context) {
        FetchTools tools = wiring.fetchTools(arguments, clock);
        try (FetchReport report = new FetchReport(arguments, context, clock)) {
            new ImageRefetch(tools, report, ProgramName.current().text()).supply(image);
        } finally {
            tools.transport().close();
        }
    }

    private static void attempt(Runnable work, Outcome outcome) {
        try {
            work.run();
        } catch (DrayException e) {
            outcome.failed(e);
        }
    }

    private static void verify(
            Wiring wiring, ImageVerification verification, StoredImage image, String name, CommandContext context) {
        Optional<String> problem = verification.problem(image);
        if (problem.isPresent()) {
            (ProgramName.current() == ProgramName.RKT ? context.out() : context.err())
                    .println(Printable.line("tree cache verification failed for image " + name + ": " + problem.get()
                            + "; rebuilding..."));
            wiring.pods().requireNotMounted(image);
            verification.repair(image);
        }
        context.out()
                .println("successfully verified checksum for image: \"" + Printable.line(name) + "\" (\""
                        + ImageIds.whole(image.id()) + "\")");
    }
}
