package io.dray.image.fetch;

import io.dray.core.MissingException;
import io.dray.core.PlainFile;
import io.dray.image.Admission;
import io.dray.image.StoredImage;
import io.dray.image.fetch.Gatekeeper.Evidence;
import io.dray.image.oci.OciFile;
import io.dray.image.oci.OciImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches an archive that lies on this machine: an ACI, or an image in OCI's or Docker's form. */
final class FileFetch {
    private final FetchTools tools;
    private final FetchPolicy policy;
    private final FetchListener listener;
    private final Gatekeeper gatekeeper;

    FileFetch(FetchTools tools, FetchPolicy policy, FetchListener listener, Gatekeeper gatekeeper) {
        this.tools = tools;
        this.policy = policy;
        this.listener = listener;
        this.gatekeeper = gatekeeper;
    }

    StoredImage fetch(Path path) {
        Optional<OciFile> oci = OciFile.detect(path);
        if (oci.isPresent()) {
            return fetch(oci.get());
        }
        requireFile(path);
        listener.explained("using image from file " + path);
        return tools.images()
                .importArchive(
                        path,
                        admission(
                                path.toString(),
                                path,
                                path.toAbsolutePath().normalize().toString()),
                        report(path));
    }

    StoredImage fetch(OciFile file) {
        listener.explained("using image from file " + file);
        return new OciImport(tools.images())
                .run(
                        file,
                        admission(file.toString(), file.path(), file.absolute().toString()),
                        report(file.path()));
    }

    /** A directory cannot be signed, but the file that holds an archive can, whatever its format. */
    private Admission admission(String address, Path path, String origin) {
        Expectation expectation = Expectation.anyAt(address);
        Evidence evidence = !policy.requiresSignatures() || Files.isDirectory(path)
                ? new Evidence.Unsigned("a directory has no signature")
                : new SignatureFetch(tools, policy, listener).ofFile(path);
        return (id, manifest) ->
                gatekeeper.admit(id, manifest, expectation, evidence).at(origin);
    }

    private ImportReport report(Path path) {
        return new ImportReport(listener, path.toString());
    }

    private static void requireFile(Path file) {
        if (Files.isRegularFile(file)) {
            return;
        }
        String name = file.toString().isEmpty() ? "''" : file.toString();
        throw new MissingException(
                "cannot fetch " + name + ": " + PlainFile.whyNot(file), "give the path of an image archive");
    }
}
