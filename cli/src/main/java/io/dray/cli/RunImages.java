package io.dray.cli;

import io.dray.cli.FetchOptions.NamedImage;
import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.fetch.FetchPolicy;
import io.dray.image.fetch.FetchTools;
import io.dray.image.fetch.ImageAddress;
import io.dray.image.fetch.ImageFetcher;
import io.dray.image.fetch.PullPolicy;
import io.dray.image.manifest.ImageReference;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images of a run: a name is looked for in the store, and only if it is not there, or if the command line says more than a
 * name, anything of fetching is loaded.
 */
final class RunImages implements ImageLookup {
    private static final List<String> LOCAL_FORMS = List.of("oci:", "oci-archive:", "docker-archive:");

    private final ParsedArguments arguments;
    private final CommandContext context;
    private final Wiring wiring;
    private final List<NamedImage> asked = new ArrayList<>();
    private boolean fetched;

    /** Whether any image came from somewhere else than the store. */
    boolean hasFetched() {
        return fetched;
    }

    RunImages(ParsedArguments arguments, CommandContext context, Wiring wiring) {
        this.arguments = arguments;
        this.context = context;
        this.wiring = wiring;
    }

    /** What is no name is fetched first. */
    @Override
    public ImageReference reference(NamedImage image) {
        String word = image.word();
        asked.add(image);
        Optional<PullPolicy> pull = arguments.tokens().size() > 1 ? FetchOptions.pull(arguments) : Optional.empty();
        boolean always = pull.isPresent() && pull.get() == PullPolicy.UPDATE;
        // a fetch of what is there does nothing but say where it found it
        return always || explainsAsRkt() || isAddress(word) ? fetch(image) : ImageReference.parse(word);
    }

    private boolean explainsAsRkt() {
        return ProgramName.current() == ProgramName.RKT && arguments.has(GlobalOptions.DEBUG);
    }

    /** Says that all images are there and the pod is made, to whoever debugs under rkt's name. */
    void announcePod() {
        if (explainsAsRkt()) {
            if (RktOptions.stage1(arguments).isPresent()) {
                String unused = RktOptions.stage1(arguments).get();
                context.err().println("stage0: " + unused + " is not used: pods of Dray have no stage1 image");
            }
            context.err().println("stage0: Writing pod manifest");
        }
    }

    private ImageReference fetch(NamedImage image) {
        try {
            return fetch(ImageAddress.parse(image.word()), image.signature());
        } catch (DrayException e) {
            throw ProgramName.current() == ProgramName.RKT ? RktFetchFailure.of(image.word(), e) : e;
        }
    }

    private static boolean isAddress(String word) {
        boolean local =
                word.startsWith("/") || word.startsWith("./") || word.startsWith("../") || word.endsWith(".aci");
        for (String form : LOCAL_FORMS) {
            local |= word.startsWith(form);
        }
        return local || word.contains("://");
    }

    /**
     * Fetches what the store did not have for a plan.
     *
     * @param missing how the plan failed
     * @throws MissingException if it cannot be had
     */
    void fetchMissing(List<ImageReference> images, MissingException missing) {
        Optional<PullPolicy> pull = FetchOptions.pull(arguments);
        boolean any = false;
        for (ImageReference image : images) {
            any |= image instanceof ImageReference.ByName && !isComplete(image);
        }
        if (!any) {
            throw missing;
        }
        if (pull.isPresent() && pull.get() == PullPolicy.NEVER) {
            throw ProgramName.current() == ProgramName.RKT
                    ? RktFetchFailure.of(firstMissing(images), missing)
                    : missing;
        }
        for (ImageReference image : images) {
            if (image instanceof ImageReference.ByName name) {
                try {
                    fetch(new ImageAddress.NameAddress(name), signatureOf(name));
                } catch (DrayException e) {
                    throw new MissingException(
                            missing.getMessage() + ", and " + e.getMessage(),
                            e.hint().orElse(null),
                            e);
                }
            }
        }
    }

    private Optional<Path> signatureOf(ImageReference.ByName name) {
        for (NamedImage image : asked) {
            if (!isAddress(image.word()) && ImageReference.parse(image.word()).equals(name)) {
                return image.signature();
            }
        }
        return Optional.empty();
    }

    private String firstMissing(List<ImageReference> images) {
        for (ImageReference image : images) {
            if (image instanceof ImageReference.ByName && !isComplete(image)) {
                return image.toString();
            }
        }
        return "";
    }

    /** Whether the image and all it depends on are there, so that something else was missing. */
    private boolean isComplete(ImageReference reference) {
        ImageStore store = wiring.images();
        Optional<StoredImage> image = store.find(reference);
        if (image.isEmpty()) {
            return false;
        }
        try {
            store.chain(image.get());
            return true;
        } catch (MissingException _) {
            return false;
        }
    }

    private ImageReference fetch(ImageAddress address, Optional<Path> signature) {
        fetched = true;
        InstantSource clock = InstantSource.system();
        FetchPolicy policy = FetchOptions.policy(arguments, signature, PullPolicy.NEW, "run");
        InsecureOptions.of(arguments).announceFetch(context);
        FetchTools tools = wiring.fetchTools(arguments, clock);
        try (FetchReport report = new FetchReport(arguments, context, clock)) {
            return new ImageReference.ById(
                    new ImageFetcher(tools, policy, report).fetch(address).id().toString());
        } finally {
            tools.transport().close();
        }
    }
}
