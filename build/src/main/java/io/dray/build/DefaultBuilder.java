package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.ShellQuote;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.StoredImage;
import io.dray.image.aci.AciWriter;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.manifest.ImageReference;
import io.dray.image.tar.Compression;
import io.dray.image.tree.LayerMerge;
import io.dray.linux.ProgramRunner;
import io.dray.linux.Programs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file system in which builds run whose source names none: a small Debian with what dgr's builder offered, and
 * debootstrap. It is made once, from Debian packages and nothing of this host, and kept as an image; another recipe makes
 * another image.
 */
public final class DefaultBuilder {
    static final ImageName NAME = ImageName.parse("dray/builder");

    private static final String SUITE = "bookworm";
    private static final List<String> PACKAGES =
            List.of("busybox-static", "bash", "tar", "curl", "wget", "openssl", "ca-certificates", "debootstrap");
    private static final int VERSION_DIGITS = 12;

    /** Run in the directory that holds the new root: what belongs to the machine that made it, or can be fetched again. */
    private static final List<String> CLEANING = List.of(
            "rm -rf root/etc/resolv.conf root/var/lib/apt/lists/* root/var/cache/apt/*.bin"
                    + " root/var/cache/apt/archives/*.deb",
            "rm -rf root/var/cache/debconf/*-old root/var/cache/ldconfig/aux-cache root/var/lib/dpkg/*-old"
                    + " root/var/log/*.log",
            "rm -rf root/debootstrap root/tmp/*",
            "rm -f root/etc/hostname",
            "echo localhost >root/etc/hostname",
            ": >root/etc/machine-id");

    private final DataDirectory data;
    private final ImageStore store;
    private final ProgramRunner programs;

    public DefaultBuilder(DataDirectory data, ImageStore store, ProgramRunner programs) {
        this.data = data;
        this.store = store;
        this.programs = programs;
    }

    /** The image, made now if it is not in the store: some 100 MB of packages, about a minute. */
    public StoredImage require(BuildListener listener) {
        ImageReference reference =
                ImageReference.parse(NAME.withVersion(version()).toString());
        Optional<StoredImage> known = store.find(reference);
        if (known.isPresent()) {
            return known.get();
        }
        try (BuildLock _ = BuildLock.acquire(data, NAME.toString(), listener)) {
            // another build may have made it while this one waited
            return store.find(reference).orElseGet(() -> make(listener));
        }
    }

    /** Where packages are kept between builds; whoever uses one verifies it against Debian's signed lists. */
    static Path packageCache(DataDirectory data) {
        return DataDirectory.create(data.root().resolve("cache").resolve("debs"));
    }

    private static String version() {
        String recipe = SUITE + PACKAGES + CLEANING;
        return SUITE + "-"
                + Digest.of(Digest.Algorithm.SHA256, recipe.getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, VERSION_DIGITS);
    }

    private StoredImage make(BuildListener listener) {
        listener.progress(
                "making the default builder from Debian packages; this happens once and takes about a minute");
        Path workspace = data.newTemporary("builder");
        try {
            Path root = Trees.directory(workspace.resolve("root"));
            Sandbox.Outcome outcome = new Sandbox(data, programs).run(workspace, recipe(workspace), listener::output);
            if (!outcome.isSuccess()) {
                throw Sandbox.failure("cannot make the default builder: debootstrap failed", outcome);
            }
            Path archive = workspace.resolve("image.aci");
            AciWriter.with(Compression.NONE).write(archive, manifest(), LayerMerge.of(List.of(root)));
            listener.progress("keeping the default builder as " + NAME.withVersion(version()));
            return store.importArchive(archive, ImageOrigin.builtHere(NAME.toString()), ImportListener.silent());
        } finally {
            Trees.delete(workspace);
        }
    }

    private List<String> recipe(Path workspace) {
        List<String> lines = new ArrayList<>();
        lines.add("cd " + ShellQuote.quote(workspace.toString()));
        lines.add(ShellQuote.join(List.of(
                Programs.locate("debootstrap").toString(),
                "--variant=minbase",
                "--include=" + String.join(",", PACKAGES),
                "--cache-dir=" + packageCache(data),
                SUITE,
                "root")));
        lines.addAll(CLEANING);
        return lines;
    }

    private static byte[] manifest() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("version", version());
        labels.put("os", "linux");
        labels.put("arch", Architecture.ofHost());
        return Manifests.bytes(ImageManifest.named(NAME.identifier().value()).withLabels(labels));
    }
}
