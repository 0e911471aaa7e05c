package io.dray.template;

import io.dray.template.Expression.Command;
import io.dray.template.Expression.FunctionName;
import io.dray.template.Expression.Literal;
import io.dray.template.Expression.Pipeline;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link References} asks of words. */
final class ReferenceSyntax {
    private static final Set<String> MEMBERS = Set.of("hasKey", "get", "index");

    private ReferenceSyntax() {}

    /** What stands in parentheses; null for any other word. */
    static @Nullable Pipeline pipeline(Expression word) {
        return word instanceof Pipeline pipeline ? pipeline : null;
    }

    /** Whether a function has a part in what comes out. */
    static boolean callsFunction(Pipeline pipeline) {
        for (Command command : pipeline.commands()) {
            if (command.words().getFirst() instanceof FunctionName) {
                return true;
            }
        }
        return false;
    }

    /** Whether it looks something up in a map, by a name of its own. */
    static boolean namesMember(Command command) {
        return command.words().size() == 3
                && command.words().getFirst() instanceof FunctionName name
                && MEMBERS.contains(name.function().templateName());
    }

    /** The value of a constant; null for any other word. */
    static @Nullable Object constant(Expression word) {
        return word instanceof Literal literal ? literal.value().value() : null;
    }
}
