package io.dray.template;

import io.dray.template.value.Limits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The text rendered so far, and the attributes read for each of its lines.
 *
 * <p>Reads wait until something is printed: an action's own reads for the lines it prints, a condition's reads for the
 * first line with content in the chosen branch.
 */
final class Output {
    /** An attribute read by the template, not yet assigned to a line. */
    record Read(String template, int templateLine, String key) {}

    private final StringBuilder text = new StringBuilder();
    private final Set<Use> uses = new LinkedHashSet<>();
    private final List<Read> waiting = new ArrayList<>();
    private int line = 1;

    void read(Read read) {
        waiting.add(read);
    }

    void readAll(List<Read> reads) {
        waiting.addAll(reads);
    }

    /** How many reads wait; for {@link #takeSince} and {@link #settle}. */
    int waiting() {
        return waiting.size();
    }

    /** Takes back the reads made since then: they belong to a variable, not to a line. */
    List<Read> takeSince(int mark) {
        List<Read> since = waiting.subList(Math.min(mark, waiting.size()), waiting.size());
        List<Read> taken = List.copyOf(since);
        since.clear();
        return taken;
    }

    /** Appends text; the reads that wait are for its lines, from the first with content on. */
    void append(String added) {
        Limits.checkLength((long) text.length() + added.length());
        text.append(added);
        if (waiting.isEmpty()) {
            line += count(added, 0, added.length());
            return;
        }
        int content = 0;
        while (content < added.length() && added.charAt(content) <= ' ') {
            content++;
        }
        line += count(added, 0, content);
        if (content == added.length()) {
            return;
        }
        int end = added.length();
        int trailing = added.charAt(end - 1) == '\n' ? 1 : 0;
        int more = count(added, content, end - trailing);
        for (int i = 0; i <= more; i++) {
            use(0);
            line++;
        }
        line += trailing - 1;
        waiting.clear();
    }

    /** Appends the template's own text: what waits is for its first line with content alone. */
    void appendText(String added) {
        int content = 0;
        while (content < added.length() && added.charAt(content) <= ' ') {
            content++;
        }
        int end = added.indexOf('\n', content);
        if (waiting.isEmpty() || end < 0) {
            append(added);
        } else {
            append(added.substring(0, end));
            append(added.substring(end));
        }
    }

    /** Ends an action or a condition: reads since then that nothing was printed for belong to the present line. */
    void settle(int mark) {
        if (waiting.size() > mark) {
            use(mark);
            waiting.subList(mark, waiting.size()).clear();
        }
    }

    private void use(int from) {
        for (int i = from; i < waiting.size(); i++) {
            Read read = waiting.get(i);
            uses.add(new Use(line, read.template(), read.templateLine(), read.key()));
        }
    }

    private static int count(String added, int from, int to) {
        int lines = 0;
        for (int i = added.indexOf('\n', from); i >= 0 && i < to; i = added.indexOf('\n', i + 1)) {
            lines++;
        }
        return lines;
    }

    Rendering finish() {
        // lines only grow, so the uses are in order
        return new Rendering(text.toString(), new ArrayList<>(uses));
    }
}
