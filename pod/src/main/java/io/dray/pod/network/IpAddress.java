package io.dray.pod.network;

import java.net.InetAddress;

/** Tells addresses from other text, without the patterns and look-ups that a start has no time for. */
final class IpAddress {
    private static final int PARTS_OF_VERSION_4 = 4;
    private static final int MAX_PART = 255;
    private static final int MAX_DIGITS = 5;

    private IpAddress() {}

    /** Whether it is an address of either version, written in full. */
    static boolean isAddress(String text) {
        return isVersion4(text) || isVersion6(text);
    }

    /** Whether it is four numbers with dots between them. */
    static boolean isVersion4(String text) {
        int parts = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            int part = number(text.substring(start, end));
            // a leading zero would be octal to some and decimal to others
            if (part < 0 || part > MAX_PART || (end - start > 1 && text.charAt(start) == '0')) {
                return false;
            }
            parts++;
            start = end + 1;
        }
        return parts == PARTS_OF_VERSION_4;
    }

    private static boolean isVersion6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        try {
            return text.indexOf(':') >= 0 && InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The number, or -1 for what is none of at most five digits. */
    static int number(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
