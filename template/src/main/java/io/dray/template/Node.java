package io.dray.template;

import io.dray.template.Expression.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a parsed template. Definitions leave no node; they become bodies of their own. */
sealed interface Node {
    /** Where it begins in its source. */
    int offset();

    /** Text that is copied. */
    record Text(int offset, String text) implements Node {}

    /** {@code {{pipeline}}}: prints, unless it declares variables. */
    record Action(int offset, Pipeline pipeline) implements Node {}

    /** {@code {{if}}}. */
    record If(int offset, Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

    /** {@code {{with}}}. */
    record With(int offset, Pipeline subject, List<Node> then, List<Node> otherwise) implements Node {}

    /** {@code {{range}}}. */
    record Range(int offset, Pipeline items, List<Node> body, List<Node> otherwise) implements Node {}

    /** {@code {{template}}} and {@code {{block}}}. */
    record Call(int offset, String template, @Nullable Pipeline argument) implements Node {}

    /** {@code {{break}}}. */
    record Break(int offset) implements Node {}

    /** {@code {{continue}}}. */
    record Continue(int offset) implements Node {}

    /** Whether these nodes print nothing but blanks: an empty definition replaces no other. */
    static boolean isEmpty(List<Node> nodes) {
        for (Node node : nodes) {
            if (!(node instanceof Text text) || !text.text().isBlank()) {
                return false;
            }
        }
        return true;
    }
}
