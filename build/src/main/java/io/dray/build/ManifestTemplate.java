package io.dray.build;

import io.dray.attributes.SourceFile;
import java.util.List;

/** The two renderings of {@code aci-manifest.yml}, which is a template. */
final class ManifestTemplate {
    /** What an attribute without value renders to, as in Go. */
    static final String NO_VALUE = "<no value>";

    private ManifestTemplate() {}

    /** Before the build there are no attributes: each is rendered as {@link #NO_VALUE}, a version that has one is dropped. */
    static String before(String text) {
        StringBuilder rendered = new StringBuilder();
        int position = 0;
        for (int start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", position)) {
            int end = text.indexOf("}}", start);
            if (end < 0) {
                break;
            }
            rendered.append(text, position, start).append(NO_VALUE);
            position = end + 2;
        }
        return rendered.append(text.substring(position)).toString();
    }

    static String after(String file, String text, List<SourceFile> attributes) {
        return text;
    }
}
