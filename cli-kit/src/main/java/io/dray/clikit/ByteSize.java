package io.dray.clikit;

/** Sizes as people read them. */
public final class ByteSize {
    private static final String UNITS = "KMGTPE";

    private ByteSize() {}

    /** {@code 512B}, {@code 1.2MiB}, {@code 87MiB}: two or three digits, binary units, rounded half up. */
    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1023.5) {
            size /= 1024;
            unit++;
        }
        long tenths = Math.round(size * 10);
        String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(Math.round(size));
        return number + UNITS.charAt(unit) + "iB";
    }
}
