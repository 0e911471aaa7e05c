package io.dray.core;

/**
 * An appc name, the type of app, volume, mount point and port names: {@code ^[a-z0-9]+([-][a-z0-9]+)*$} (appc spec,
 * types.md, "AC Name").
 *
 * @param value the name, not empty
 */
public record AcName(String value) {
    public AcName {
        if (!isValid(value)) {
            throw new InvalidInputException(
                    "'" + value + "' is not a valid appc name",
                    "use lower-case letters and digits, separated by single dashes");
        }
    }

    public static AcName of(String value) {
        return new AcName(value);
    }

    /** The nearest valid name: other characters become dashes, as rkt names the app of an image. */
    public static AcName sanitised(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (letter) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '-') {
            end--;
        }
        return new AcName(name.substring(0, end));
    }

    private static boolean isValid(String text) {
        boolean dashAllowed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                dashAllowed = true;
            } else if (dashAllowed && c == '-') {
                dashAllowed = false;
            } else {
                return false;
            }
        }
        return dashAllowed;
    }

    @Override
    public String toString() {
        return value;
    }
}
