package io.dray.linux;

/**
 * What a program left behind when it ended.
 *
 * @param exitCode 0 to 255; 128 + n for a program that signal n ended
 * @param output its standard output, decoded as UTF-8
 * @param errors its standard error, decoded as UTF-8
 */
public record ProgramResult(int exitCode, String output, String errors) {
    /** Whether the program said that all is well. */
    public boolean isSuccess() {
        return exitCode == 0;
    }

    /** The last line of its standard error that is not blank, else of its output; most programs put their reason there. */
    public String reason() {
        String fromErrors = lastLine(errors);
        return fromErrors.isEmpty() ? lastLine(output) : fromErrors;
    }

    private static String lastLine(String text) {
        String stripped = text.strip();
        return stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
    }
}
