package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Progress;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.StoredImage;
import io.dray.image.oci.OciFile;
import io.dray.image.oci.OciImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** {@code fetch FILE...}: brings images into the store. */
final class FetchCommand implements Command {
    private static final OptionSpec FULL = OptionSpec.flag("full", "Print whole image IDs");

    private final InstantSource clock;

    FetchCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("fetch", "Bring images from files into the store")
                .describedAs(
                        "Prints the ID of each image. The files are ACIs, plain or compressed by gzip, bzip2, xz or"
                                + " zstd.")
                .taking(ArgumentSpec.oneOrMore("FILE"))
                .offering(FULL)
                .example("dray fetch ./redis.aci", "Import an image and print its ID");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        ImageStore images = Wiring.ofRoot(arguments, context).images();
        Outcome outcome = new Outcome(context);
        for (String file : arguments.arguments()) {
            try (Progress progress = new Progress(context, clock)) {
                Digest id =
                        bring(images, file, new ImportProgress(progress, file)).id();
                context.out().println(arguments.has(FULL) ? id.toString() : ImageIds.usual(id));
            } catch (DrayException e) {
                outcome.failed(e);
            }
        }
        return outcome.exitCode().number();
    }

    private static StoredImage bring(ImageStore images, String file, ImportListener listener) {
        Optional<OciFile> named = OciFile.parse(file);
        Optional<OciFile> oci = named.isPresent() ? named : OciFile.detect(Path.of(file));
        return oci.isPresent()
                ? new OciImport(images)
                        .run(
                                oci.get(),
                                (id, manifest) -> ImageOrigin.of(oci.get().toString()),
                                listener)
                : images.importArchive(existing(file), listener);
    }

    private static Path existing(String file) {
        Path path = Path.of(file.startsWith("file://") ? file.substring("file://".length()) : file);
        if (Files.isRegularFile(path)) {
            return path;
        }
        boolean there = !file.isEmpty() && Files.exists(path);
        String why = Files.isDirectory(path) ? "it is a directory" : "it is not a plain file";
        throw new MissingException(
                "cannot fetch " + (file.isEmpty() ? "''" : file) + ": " + (there ? why : "there is no such file"),
                "give the path of an image archive; images are fetched from files only");
    }

    /** Shows the import of one file. */
    record ImportProgress(Progress progress, String file) implements ImportListener {
        @Override
        public void progressed(long read, long total) {
            progress.update("importing " + file, read, total);
        }

        @Override
        public void warned(String message) {
            progress.say("dray: warning: " + message);
        }
    }
}
