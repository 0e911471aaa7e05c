package io.dray.core;

import java.util.List;

/** Whether a text is an IP address: without asking any name service, and without the patterns that a start has no time for. */
public final class IpAddress {
    private static final int V4_PARTS = 4;
    private static final int V6_PARTS = 8;
    private static final int MAX_BYTE = 255;

    private IpAddress() {}

    /** Whether it is an address of either version, without a zone. */
    public static boolean isAddress(String text) {
        return text.indexOf(':') < 0 ? isVersion4(text) : isVersion6(text);
    }

    /** Whether it is four numbers with dots between them. */
    public static boolean isVersion4(String text) {
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() != V4_PARTS) {
            return false;
        }
        for (String part : parts) {
            // a leading zero would be octal to some and decimal to others
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            if (leadingZero || !isNumber(part, 10, 3) || Integer.parseInt(part) > MAX_BYTE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        if (gap < 0) {
            return parts(text) == V6_PARTS;
        }
        int before = parts(text.substring(0, gap));
        int after = parts(text.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < V6_PARTS;
    }

    /** How many groups of 16 bits the text is; less than 0 if it is something else. */
    private static int parts(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        List<String> parts = List.of(text.split(":", -1));
        int count = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            if (last && parts.get(i).indexOf('.') >= 0 && isVersion4(parts.get(i))) {
                count += 2;
            } else if (isNumber(parts.get(i), 16, V4_PARTS)) {
                count++;
            } else {
                return Integer.MIN_VALUE;
            }
        }
        return count;
    }

    private static boolean isNumber(String text, int radix, int maxLength) {
        if (text.isEmpty() || text.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }
}
