package io.dray.attributes;

import io.dray.template.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says for each rendered line which attributes it depends on and where those were written. */
final class Provenance {
    /** Longer values are cut: they are shown beside a line. */
    private static final int MAX_SHOWN = 200;

    private final AttributeTree attributes;

    Provenance(AttributeTree attributes) {
        this.attributes = attributes;
    }

    /** The lines that depend on attributes, in order; uses are sorted by line. */
    List<LineOrigin> lines(List<Use> uses) {
        List<LineOrigin> lines = new ArrayList<>();
        int start = 0;
        while (start < uses.size()) {
            Use first = uses.get(start);
            int end = start;
            Map<String, AttributeUse> byKey = new LinkedHashMap<>();
            while (end < uses.size() && uses.get(end).outputLine() == first.outputLine()) {
                addUse(uses.get(end).key(), byKey);
                end++;
            }
            if (!byKey.isEmpty()) {
                List<AttributeUse> read = List.copyOf(byKey.values());
                lines.add(new LineOrigin(first.outputLine(), first.template(), first.templateLine(), read));
            }
            start = end;
        }
        return lines;
    }

    /** An attribute that a condition found missing has no origin, and is left out. */
    private void addUse(String key, Map<String, AttributeUse> byKey) {
        Optional<Origin> origin = byKey.containsKey(key) ? Optional.empty() : attributes.origin(key);
        if (origin.isPresent()) {
            byKey.put(key, new AttributeUse(key, shown(attributes.value(key).orElse(null)), origin.get()));
        }
    }

    private static String shown(@Nullable Object value) {
        String line = ValueText.of(value).replace("\n", "\\n").replace("\r", "\\r");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
    }
}
