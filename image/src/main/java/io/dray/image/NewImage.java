package io.dray.image;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image whose layers are in the store and that is to be published there; see {@link ImageStore#publish}.
 *
 * @param id what it is named by
 * @param manifest the appc manifest, byte for byte
 * @param layers names of its own layers in the store, lowest first
 * @param size bytes of its files
 * @param origin where it came from
 * @param files further files to keep beside the manifest byte for byte, {@code oci-config.json}, by plain name
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewImage(
        Digest id, byte[] manifest, List<Digest> layers, long size, ImageOrigin origin, Map<String, byte[]> files) {
    public NewImage {
        layers = List.copyOf(layers);
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        for (String name : files.keySet()) {
            if (name.isEmpty() || name.startsWith(".") || name.contains("/") || ImageRecords.isReserved(name)) {
                throw new InvalidInputException("'" + name + "' cannot be the name of a file beside a manifest");
            }
        }
    }
}
