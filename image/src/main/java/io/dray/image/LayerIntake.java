package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.recipe.RecipeWriter;
import io.dray.image.tar.TarReader;
import io.dray.image.tree.OpaqueList;
import io.dray.image.unpack.ArchiveStream;
import io.dray.image.unpack.LayerUnpacker;
import io.dray.image.unpack.LowerTrees;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the layers of one OCI image into the store, lowest first, and keeps them there until it is closed, by when {@link
 * ImageStore#publish} has made them part of an image. Not thread-safe.
 *
 * <p>A layer is named by the digest of its uncompressed archive, so that every image shares it. Where its files depend on what
 * lies beneath (a hard link to a lower layer's file, a directory that it does not bring itself) it is named by its chain
 * (image-spec, config.md, "Layer ChainID") instead.
 */
public final class LayerIntake implements AutoCloseable {
    private final DataDirectory data;
    private final UnpackLimits limits;
    private final LayerFiles files;
    private final LayerLease lease;
    private final List<StoredLayer> stack = new ArrayList<>();
    private final List<Digest> brought = new ArrayList<>();
    private Optional<Digest> chain = Optional.empty();

    LayerIntake(DataDirectory data, UnpackLimits limits) {
        this.data = data;
        this.limits = limits;
        this.files = new LayerFiles(data);
        this.lease = new LayerLease(data);
    }

    /**
     * Puts a layer on top that is in the store already.
     *
     * @param diffId digest of its uncompressed archive
     * @return whether it is in the store; if not, {@link #add} has to bring it
     */
    public boolean addKnown(Digest diffId) {
        Optional<StoredLayer> known = find(diffId);
        known.ifPresent(this::push);
        return known.isPresent();
    }

    private Optional<StoredLayer> find(Digest diffId) {
        for (Digest name : List.of(chainOf(diffId), diffId)) {
            // held before it is looked at: from then on nothing removes it
            lease.hold(name);
            try (FileLock lock = files.lock()) {
                assert lock != null;
                Optional<LayerRecord> record = LayerRecord.read(files.directory(name));
                if (record.isPresent() && isUsable(name, record.get(), diffId)) {
                    return Optional.of(
                            new StoredLayer(name, diffId, record.get().size()));
                }
            }
        }
        return Optional.empty();
    }

    /** The lowest layer's chain is its own digest, so the name alone does not say of what it depends. */
    private boolean isUsable(Digest name, LayerRecord record, Digest diffId) {
        return record.diffId().equals(diffId) && (record.standsAlone() || name.equals(chainOf(diffId)));
    }

    /**
     * Unpacks a layer and puts it on top.
     *
     * @throws InvalidInputException if it is not what was announced, or breaks a rule; nothing of it stays
     */
    public StoredLayer add(LayerSource source) {
        try (LayerDraft draft = LayerDraft.begin(data, "layer")) {
            StoredLayer layer = publish(unpack(source, draft), draft);
            push(layer);
            return layer;
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "cannot unpack " + source.name() + ": " + e.getMessage(),
                    e.hint().orElse(null),
                    e);
        } catch (IOException e) {
            throw IoFailures.during("cannot unpack " + source.name(), e);
        }
    }

    /** Makes the files of the layer; all of them are closed, thus whole, when it returns. */
    private LayerRecord unpack(LayerSource source, LayerDraft draft) throws IOException {
        try (EarlySync early = new EarlySync(draft::sync);
                LowerTrees lower = LowerTrees.open(trees());
                ArchiveStream stream = ArchiveStream.ofLayer(
                        source.content(),
                        new ArchiveStream.Announced(source.blob(), source.length()),
                        limits,
                        source.progress().andThen(early::reached));
                RecipeWriter recipe = new RecipeWriter(draft.recipe());
                LayerUnpacker unpacker = new LayerUnpacker(draft.tree(), lower, limits)) {
            TarReader archive = TarReader.ofLayer(stream, recipe);
            unpacker.unpack(archive);
            archive.readRest();
            recipe.finish();
            Digest diffId = stream.finish();
            if (source.diffId().isPresent() && !source.diffId().get().equals(diffId)) {
                throw new InvalidInputException(
                        "uncompressed it is " + diffId + " and not "
                                + source.diffId().get(),
                        "get the image again");
            }
            unpacker.finish();
            OpaqueList.write(draft.tree(), unpacker.opaque());
            early.finish();
            return new LayerRecord(
                    diffId, unpacker.size(), stream.total(), unpacker.treeSize(), unpacker.standsAlone());
        }
    }

    private StoredLayer publish(LayerRecord record, LayerDraft draft) throws IOException {
        Digest name = record.standsAlone() ? record.diffId() : chainOf(record.diffId());
        draft.describe(record);
        draft.sync();
        lease.hold(name);
        try (FileLock lock = files.lock()) {
            assert lock != null;
            if (!files.exists(name)) {
                brought.add(name);
            }
            files.prepare(name, draft.directory());
            files.publish(name, draft.directory());
        }
        return new StoredLayer(name, record.diffId(), record.size());
    }

    private void push(StoredLayer layer) {
        chain = Optional.of(chainOf(layer.diffId()));
        stack.add(layer);
    }

    private Digest chainOf(Digest diffId) {
        if (chain.isEmpty()) {
            return diffId;
        }
        return Digest.of(
                Digest.Algorithm.SHA256, (chain.get().toOci() + " " + diffId.toOci()).getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> trees() {
        List<Path> trees = new ArrayList<>();
        for (StoredLayer layer : stack) {
            trees.add(files.tree(layer.digest()));
        }
        return trees;
    }

    /** The layers so far, lowest first. */
    public List<StoredLayer> layers() {
        return List.copyOf(stack);
    }

    /** The names of the layers so far, lowest first, as {@link NewImage} wants them. */
    public List<Digest> names() {
        List<Digest> names = new ArrayList<>();
        for (StoredLayer layer : stack) {
            names.add(layer.digest());
        }
        return List.copyOf(names);
    }

    /** Bytes of the plain files of all layers so far. */
    public long size() {
        long size = 0;
        for (StoredLayer layer : stack) {
            size += layer.size();
        }
        return size;
    }

    /** Takes away again what was brought and no image needs, because the image of it is refused. Nothing may follow but closing. */
    public void discard() {
        lease.close();
        if (!brought.isEmpty()) {
            new ImageRemoval(data).removeUnneeded(brought);
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
