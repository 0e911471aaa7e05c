package io.dray.template.value;

import java.util.Optional;

/** A value that is neither number nor text, list nor map, but has methods: a time, a version. Only functions make one. */
public interface GoObject extends TypedValue {
    /** As {@code {{.}}} prints it. */
    String text();

    /** The method of this name, bound to this value. */
    Optional<Method> method(String name);
}
