package io.dray.image.manifest;

/**
 * Something that is wrong with a manifest or an archive.
 *
 * @param severity how bad it is
 * @param what one line that names the place
 * @param why what the rule is for, and what Dray does about it
 */
public record Finding(Severity severity, String what, String why) {
    /** How bad it is. */
    public enum Severity {
        /** It cannot be used. */
        ERROR,
        /** Readers accept it, but what writes it should not have written it. */
        WARNING
    }

    public static Finding error(String what) {
        return new Finding(Severity.ERROR, what, "it cannot be used");
    }

    static Finding warning(String what, String why) {
        return new Finding(Severity.WARNING, what, why);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
