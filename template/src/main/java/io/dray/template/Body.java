package io.dray.template;

import java.util.List;

/**
 * A named template: a file, or a definition in one.
 *
 * @param name the name that {@code {{template}}} calls
 * @param source the file it stands in
 * @param nodes what it consists of
 */
record Body(String name, Source source, List<Node> nodes) implements Place {
    Body {
        nodes = List.copyOf(nodes);
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public String shown() {
        return name;
    }
}
