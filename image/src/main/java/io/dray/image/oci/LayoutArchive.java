package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An OCI image layout (image-spec, image-layout.md), in a directory or a tar archive.
 *
 * @param files where its files are
 * @param path what messages call it
 * @param entries its images
 */
record LayoutArchive(ArchiveFiles files, Path path, List<OciArchive.Entry> entries) implements OciArchive {
    static final String INDEX = "index.json";
    static final String MARKER = "oci-layout";
    static final String VERSION = "1.0.0";

    /** Docker's: the whole name of an image. */
    private static final String CONTAINERD_NAME = "io.containerd.image.name";

    LayoutArchive {
        entries = List.copyOf(entries);
    }

    static LayoutArchive read(ArchiveFiles files, Path path) throws IOException {
        // early tools left the marker out
        if (files.has(MARKER)) {
            OciFields marker = OciFields.parse(MARKER, files.read(MARKER));
            String version = marker.textOrEmpty("imageLayoutVersion");
            if (!version.startsWith("1.")) {
                throw marker.invalid("imageLayoutVersion", "Dray reads versions 1.x, not '" + version + "'");
            }
        }
        if (!files.has(INDEX)) {
            throw new MissingException("it is no OCI image layout: it has no " + INDEX);
        }
        OciIndex index = OciIndex.from(OciFields.parse(INDEX, files.read(INDEX)));
        List<Entry> entries = new ArrayList<>();
        for (Descriptor manifest : index.manifests()) {
            boolean isImage = manifest.mediaType().isEmpty()
                    || MediaTypes.isIndex(manifest.mediaType())
                    || MediaTypes.isManifest(manifest.mediaType());
            if (isImage) {
                entries.add(entry(manifest, path));
            }
        }
        return new LayoutArchive(files, path, entries);
    }

    private static Entry entry(Descriptor manifest, Path path) {
        Optional<String> whole = Optional.ofNullable(manifest.annotations().get(CONTAINERD_NAME));
        Optional<String> name = whole.or(manifest::referenceName);
        if (name.isEmpty()) {
            return new Entry("", OciArchive.nameOf(path, Optional.empty()), manifest);
        }
        return new Entry(name.get(), reference(name.get(), path), manifest);
    }

    private static OciReference reference(String name, Path path) {
        if (OciReference.isTag(name)) {
            return OciArchive.nameOf(path, Optional.of(name));
        }
        try {
            return OciReference.parse(name);
        } catch (InvalidInputException _) {
            // free text is allowed there
            return OciArchive.nameOf(path, Optional.empty());
        }
    }

    @Override
    public OciSource source(Entry entry, Platform platform) throws IOException {
        return OciSource.resolve(this, entry.root(), platform);
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        String name = "blobs/" + blob.digest().algorithm().label() + "/"
                + blob.digest().hex();
        if (!files.has(name) && !blob.urls().isEmpty()) {
            throw new MissingException(
                    "it has no " + name + ", a layer that is only handed out at "
                            + blob.urls().getFirst(),
                    "get an archive that has all layers in it");
        }
        return files.open(name);
    }

    @Override
    public String description() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
