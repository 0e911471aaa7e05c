package io.dray.image.tar;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the data of a sparse file belongs; everything else in it is holes (GNU tar manual, "Storing Sparse Files").
 *
 * @param size bytes of the file with its holes
 * @param regions in ascending order, not overlapping
 */
public record SparseMap(long size, List<Region> regions) {
    /** More pieces than this no archiver writes. */
    static final int MAX_REGIONS = 100_000;

    /**
     * A piece of data.
     *
     * @param offset where in the file
     * @param length how many bytes
     */
    public record Region(long offset, long length) {}

    public SparseMap {
        regions = List.copyOf(regions);
        long end = 0;
        for (Region region : regions) {
            if (region.offset < end || region.length < 0 || region.length > size - region.offset) {
                throw new InvalidInputException("its map of holes is wrong");
            }
            end = region.offset + region.length;
        }
    }

    /** Bytes of all regions. */
    long dataLength() {
        long length = 0;
        for (Region region : regions) {
            length += region.length;
        }
        return length;
    }

    /** Collects regions, not more than the limit. */
    static final class Builder {
        private final List<Region> regions = new ArrayList<>();

        void add(long offset, long length) {
            if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
                throw new InvalidInputException("its map of holes is wrong");
            }
            if (regions.size() >= MAX_REGIONS) {
                throw new InvalidInputException("its map of holes has more than " + MAX_REGIONS + " pieces");
            }
            // archivers end the map with an empty piece at the end of the file
            if (length > 0) {
                regions.add(new Region(offset, length));
            }
        }

        SparseMap build(long size) {
            return new SparseMap(size, regions);
        }
    }
}
