package io.dray.cli;

import io.dray.cli.FetchOptions.NamedImage;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.image.fetch.FetchPolicy;
import io.dray.image.fetch.FetchTools;
import io.dray.image.fetch.ImageAddress;
import io.dray.image.fetch.ImageFetcher;
import io.dray.image.fetch.PullPolicy;
import java.time.InstantSource;
import java.util.List;

/** {@code fetch IMAGE...}: brings images and what they depend on into the store. */
final class FetchCommand implements Command {
    private static final OptionSpec FULL = OptionSpec.flag("full", "Print whole image IDs");

    private final String name;
    private final InstantSource clock;

    FetchCommand(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(name, "Bring images into the store")
                .describedAs(
                        "Prints the ID of each image. An image is a file (an ACI, or an archive or directory in OCI's"
                                + " or Docker's form), a URL, docker://NAME or oci://NAME in a registry, or a name that"
                                + " discovery finds, NAME[:VERSION][,LABEL=VALUE...]. It must be signed by a key that is"
                                + " trusted for its name, unless this machine built it; see docs/fetching.md and"
                                + " docs/trust.md.")
                .taking(ArgumentSpec.oneOrMore("IMAGE"))
                .offering(
                        FULL,
                        FetchOptions.PULL_POLICY,
                        FetchOptions.SIGNATURE,
                        FetchOptions.NO_STORE,
                        FetchOptions.STORE_ONLY)
                .example("dray fetch ./redis.aci", "Import an image that is signed by redis.aci.asc")
                .example("dray fetch example.com/redis:7.2", "Find an image by its name")
                .example("dray --insecure-options=image fetch docker://busybox:1.36", "Fetch an image of Docker Hub");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofStoreOwner(arguments, context);
        InsecureOptions insecure = InsecureOptions.of(arguments);
        List<NamedImage> images = FetchOptions.images(arguments);
        insecure.announceFetch(context);
        FetchTools tools = wiring.fetchTools(arguments, clock);
        Outcome outcome = new Outcome(context, "fetch");
        for (NamedImage image : images) {
            FetchPolicy policy = FetchOptions.policy(arguments, image.signature(), PullPolicy.UPDATE, "fetch");
            try (FetchReport report = new FetchReport(arguments, context, clock)) {
                Digest id = new ImageFetcher(tools, policy, report)
                        .fetch(ImageAddress.parse(image.word()))
                        .id();
                context.out().println(arguments.has(FULL) ? ImageIds.whole(id) : ImageIds.usual(id));
            } catch (DrayException e) {
                outcome.failed(ProgramName.current() == ProgramName.RKT ? RktFetchFailure.of(image.word(), e) : e);
            }
        }
        tools.transport().close();
        return outcome.exitCode().number();
    }
}
