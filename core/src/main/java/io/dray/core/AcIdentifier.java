package io.dray.core;

/**
 * An appc identifier, the type of image names and label names: {@code ^[a-z0-9]+([-._~/][a-z0-9]+)*$} (appc spec,
 * types.md, "AC Identifier").
 *
 * <p>An identifier is never used as a path.
 *
 * @param value the identifier, not empty
 */
public record AcIdentifier(String value) {
    public AcIdentifier {
        if (!isValid(value)) {
            throw new InvalidInputException(
                    "'" + value + "' is not a valid appc identifier",
                    "use lower-case letters and digits, separated by single - . _ ~ or /");
        }
    }

    public static AcIdentifier of(String value) {
        return new AcIdentifier(value);
    }

    /** Whether the text is an identifier in the strict sense of the specification. */
    public static boolean isValid(String text) {
        boolean separatorAllowed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                separatorAllowed = true;
            } else if (separatorAllowed && "-._~/".indexOf(c) >= 0) {
                separatorAllowed = false;
            } else {
                return false;
            }
        }
        return separatorAllowed;
    }

    /** The last path element: {@code aci-redis} of {@code example.com/aci-redis}. */
    public String shortName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
