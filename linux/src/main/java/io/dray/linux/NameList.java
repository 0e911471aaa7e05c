package io.dray.linux;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * Names in the order of their bytes, of which there may be a million: they are kept as bytes and become objects when they are asked
 * for. Immutable.
 */
final class NameList extends AbstractList<ByteString> implements RandomAccess {
    private final byte[] bytes;

    /** Where each name starts in the bytes; one more says where the last ends. */
    private final int[] starts;

    private final int[] order;

    private NameList(byte[] bytes, int[] starts, int[] order) {
        this.bytes = bytes;
        this.starts = starts;
        this.order = order;
    }

    @Override
    public ByteString get(int index) {
        return ByteString.copyOf(bytes, starts[order[index]], starts[order[index] + 1]);
    }

    @Override
    public int size() {
        return order.length;
    }

    /** Takes names as the kernel gives them. */
    static final class Builder {
        private static final byte[] SELF = {'.'};
        private static final byte[] PARENT = {'.', '.'};

        private byte[] bytes = new byte[512];
        private int[] starts = new int[32];
        private int size;

        /** Adds a name, unless it is one that every directory has. */
        void add(byte[] name) {
            if (Arrays.equals(name, SELF) || Arrays.equals(name, PARENT)) {
                return;
            }
            int end = starts[size] + name.length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, end + end / 2);
            }
            System.arraycopy(name, 0, bytes, starts[size], name.length);
            if (++size == starts.length) {
                starts = Arrays.copyOf(starts, size + size / 2);
            }
            starts[size] = end;
        }

        NameList sorted() {
            int[] order = new int[size];
            Arrays.setAll(order, index -> index);
            int[] other = new int[size];
            for (int width = 1; width < size; width *= 2) {
                for (int from = 0; from < size; from += 2 * width) {
                    merge(order, from, Math.min(from + width, size), Math.min(from + 2 * width, size), other);
                }
                int[] merged = other;
                other = order;
                order = merged;
            }
            return new NameList(bytes, starts, order);
        }

        /** Puts two neighbours in order that are each in order themselves. */
        private void merge(int[] order, int from, int middle, int end, int[] merged) {
            int left = from;
            int right = middle;
            for (int i = from; i < end; i++) {
                boolean takesLeft = left < middle && (right == end || compare(order[left], order[right]) <= 0);
                merged[i] = takesLeft ? order[left++] : order[right++];
            }
        }

        private int compare(int one, int other) {
            return Arrays.compareUnsigned(bytes, starts[one], starts[one + 1], bytes, starts[other], starts[other + 1]);
        }
    }
}
