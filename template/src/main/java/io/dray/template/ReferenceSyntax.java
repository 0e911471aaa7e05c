package io.dray.template;

import io.dray.template.Expression.Literal;
import io.dray.template.Expression.Pipeline;
import org.jspecify.annotations.Nullable;

/** What {@link References} asks of words. */
final class ReferenceSyntax {
    private ReferenceSyntax() {}

    /** What stands in parentheses; null for any other word. */
    static @Nullable Pipeline pipeline(Expression word) {
        return word instanceof Pipeline pipeline ? pipeline : null;
    }

    /** The value of a constant; null for any other word. */
    static @Nullable Object constant(Expression word) {
        return word instanceof Literal literal ? literal.value().value() : null;
    }
}
