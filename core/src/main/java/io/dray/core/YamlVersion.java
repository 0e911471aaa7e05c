package io.dray.core;

/** The two versions of YAML, which differ in what a word without quotes means. */
enum YamlVersion {
    /** What dgr's sources are written in; the version of a file that does not say. */
    ONE_ONE,
    /** The core schema of YAML 1.2. */
    ONE_TWO;

    private static final String DIRECTIVE = "%YAML";

    /** The version that the text's {@code %YAML} directive names; it stands before the document. */
    static YamlVersion of(String text) {
        int start = text.startsWith("\ufeff") ? 1 : 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end).strip();
            if (line.startsWith(DIRECTIVE)) {
                return line.substring(DIRECTIVE.length()).strip().startsWith("1.2") ? ONE_TWO : ONE_ONE;
            }
            if (end < 0 || !(line.isEmpty() || line.startsWith("#") || line.startsWith("%"))) {
                return ONE_ONE;
            }
            start = end + 1;
        }
        return ONE_ONE;
    }
}
