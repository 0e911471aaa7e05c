package io.dray.image.unpack;

import io.dray.linux.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names in directories, each with a number of its own, counted from 0 in the order in which they came. It takes a quarter of the
 * memory that a set of objects would take: 50 bytes a name of usual length. Not thread-safe.
 */
public final class NameTable {
    private static final int CHUNK = 1 << 16;
    private static final int FIRST = 1 << 8;

    /** What stands before the bytes of a name: its directory and its length. */
    private static final int HEAD = Long.BYTES + Short.BYTES;

    /** What a name costs besides its bytes: its head, its place, and two slots. */
    private static final int OVERHEAD = HEAD + Integer.BYTES + 2 * Integer.BYTES;

    private final NameBudget budget;

    /** By chance, so that nobody can choose names that all have the same hash. */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    /** The heads and bytes of all names; none is in two chunks. */
    private final List<byte[]> chunks = new ArrayList<>();

    private int filled = CHUNK;

    /** Where each name is: the number of its chunk and, in the lower half, the index there. */
    private int[] places = new int[FIRST];

    /** The number of the name that has its place there, and 1; 0 if none has. */
    private int[] slots = new int[2 * FIRST];

    private int size;

    /**
     * A table without names.
     *
     * @param budget for the memory that the names take
     */
    public NameTable(NameBudget budget) {
        this.budget = budget;
    }

    /** How many names there are. */
    public int size() {
        return size;
    }

    /**
     * The number of a name; -1 if it is not there.
     *
     * @param directory whatever tells directories apart
     */
    public int find(long directory, ByteString name) {
        return find(directory, name, 0, name.length());
    }

    int find(long directory, ByteString text, int start, int end) {
        return slots[slotOf(directory, text, start, end)] - 1;
    }

    /**
     * Adds a name if it is not there.
     *
     * @return its number
     */
    public int add(long directory, ByteString name) {
        return add(directory, name, 0, name.length());
    }

    int add(long directory, ByteString text, int start, int end) {
        int slot = slotOf(directory, text, start, end);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        budget.spend((long) end - start + OVERHEAD);
        if (size == places.length) {
            places = Arrays.copyOf(places, size + size / 2);
        }
        places[size] = store(directory, text, start, end);
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            widen();
        }
        return size - 1;
    }

    private int store(long directory, ByteString text, int start, int end) {
        int length = end - start;
        if (filled + HEAD + length > CHUNK) {
            chunks.add(new byte[CHUNK]);
            filled = 0;
        }
        byte[] chunk = chunks.getLast();
        final int place = (chunks.size() - 1) * CHUNK + filled;
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            chunk[filled++] = (byte) (directory >> shift);
        }
        chunk[filled++] = (byte) (length >> Byte.SIZE);
        chunk[filled++] = (byte) length;
        for (int i = start; i < end; i++) {
            chunk[filled++] = text.at(i);
        }
        return place;
    }

    /** The slot where the name is, or where it would be. */
    private int slotOf(long directory, ByteString text, int start, int end) {
        long hash = directory;
        for (int i = start; i < end; i++) {
            hash = hash * multiplier + text.at(i);
        }
        int slot = first(hash * multiplier + end - start);
        while (slots[slot] != 0 && !is(slots[slot] - 1, directory, text, start, end)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int first(long hash) {
        return (int) (((hash ^ (hash >>> Integer.SIZE)) * multiplier) >>> Integer.SIZE) & (slots.length - 1);
    }

    private boolean is(int number, long directory, ByteString text, int start, int end) {
        if (directory(number) != directory || length(number) != end - start) {
            return false;
        }
        byte[] chunk = chunk(number);
        int at = index(number) + HEAD - start;
        for (int i = start; i < end; i++) {
            if (chunk[at + i] != text.at(i)) {
                return false;
            }
        }
        return true;
    }

    private void widen() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < size; number++) {
            ByteString name = name(number);
            slots[slotOf(directory(number), name, 0, name.length())] = number + 1;
        }
    }

    private byte[] chunk(int number) {
        return chunks.get(places[number] >>> Short.SIZE);
    }

    private int index(int number) {
        return places[number] & (CHUNK - 1);
    }

    private int length(int number) {
        return (int) read(chunk(number), index(number) + Long.BYTES, Short.BYTES);
    }

    private static long read(byte[] chunk, int start, int count) {
        long value = 0;
        for (int i = start; i < start + count; i++) {
            value = (value << Byte.SIZE) | (chunk[i] & 0xff);
        }
        return value;
    }

    /** The directory of the name of this number. */
    long directory(int number) {
        return read(chunk(number), index(number), Long.BYTES);
    }

    /** The name of this number. */
    ByteString name(int number) {
        int start = index(number) + HEAD;
        return ByteString.copyOf(chunk(number), start, start + length(number));
    }
}
