package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds up the sizes of layers. */
final class LayerSizes {
    private final LayerFiles files;

    LayerSizes(DataDirectory data) {
        this.files = new LayerFiles(data);
    }

    long of(Digest layer) {
        return LayerRecord.read(files.directory(layer)).map(LayerRecord::size).orElse(0L);
    }

    /** What the layer's uncompressed archive holds. */
    long ofArchive(Digest layer) {
        return LayerRecord.read(files.directory(layer))
                .map(record -> record.archive() > 0 ? record.archive() : record.size())
                .orElse(0L);
    }

    /** What a listing of the layer's tree adds up to, directories and links included. */
    long ofTree(Digest layer) {
        return LayerRecord.read(files.directory(layer))
                .map(record -> record.tree() > 0 ? record.tree() : record.size())
                .orElse(0L);
    }

    /** Bytes of the image's own layers that other images have too. */
    long shared(StoredImage image, List<StoredImage> all) {
        Set<String> others = new HashSet<>();
        for (StoredImage other : all) {
            if (!other.id().equals(image.id())) {
                for (Digest layer : other.layers()) {
                    others.add(layer.toString());
                }
            }
        }
        long size = 0;
        for (Digest layer : image.layers()) {
            size += others.contains(layer.toString()) ? of(layer) : 0;
        }
        return size;
    }
}
