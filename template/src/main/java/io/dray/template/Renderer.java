package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.core.Suggestion;
import io.dray.template.Expression.Pipeline;
import io.dray.template.value.ByteText;
import io.dray.template.value.GoFormat;
import io.dray.template.value.GoQuote;
import io.dray.template.value.Limits;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders one template call node by node; each call of another template has a renderer of its own. */
final class Renderer {
    /** How the nodes after a node go on. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    /** What all calls of one rendering share. */
    static final class Session {
        final Map<String, Body> bodies;
        final AttributeReader attributes;
        final Output output;
        private int depth;
        private int iterations;

        Session(Map<String, Body> bodies, AttributeReader attributes, Output output) {
            this.bodies = bodies;
            this.attributes = attributes;
            this.output = output;
        }
    }

    private final Session session;
    private final Body body;
    private final Source source;
    private final Variables variables;
    private final Evaluator evaluator;
    private final Traced root;

    Renderer(Session session, Body body, Traced root) {
        this.session = session;
        this.body = body;
        this.source = body.source();
        this.variables = new Variables(root);
        this.evaluator = new Evaluator(source, variables, session.attributes, session.output);
        this.root = root;
    }

    /** Renders the whole body. */
    void render() {
        walk(root, body.nodes());
    }

    /** The value of a body that is nothing but one printing action. */
    @Nullable
    Object value(Pipeline pipeline) {
        Object value = evaluator.evaluate(root, pipeline).value();
        if (value instanceof Missing missing) {
            throw missing.failure();
        }
        return value;
    }

    private Flow walk(Traced dot, List<Node> nodes) {
        for (Node node : nodes) {
            Flow flow = walk(dot, node);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow walk(Traced dot, Node node) {
        return switch (node) {
            case Node.Text text -> {
                checked(node, text.text(), false);
                yield Flow.NEXT;
            }
            case Node.Action action -> {
                print(dot, action);
                yield Flow.NEXT;
            }
            case Node.If choice -> choose(dot, node, choice.condition(), List.of(choice.then(), choice.otherwise()));
            case Node.With with -> choose(dot, node, with.subject(), List.of(with.then(), with.otherwise()));
            case Node.Range range -> loop(dot, range);
            case Node.Call call -> {
                call(dot, call);
                yield Flow.NEXT;
            }
            case Node.Break _ -> Flow.BREAK;
            case Node.Continue _ -> Flow.CONTINUE;
        };
    }

    private void print(Traced dot, Node.Action action) {
        int mark = session.output.waiting();
        Object value = evaluator.evaluate(dot, action.pipeline()).value();
        if (action.pipeline().variables().isEmpty()) {
            checked(action, printed(action, value), true);
            session.output.settle(mark);
        }
    }

    private String printed(Node.Action action, @Nullable Object value) {
        if (value instanceof Missing missing && session.attributes.isStrict()) {
            throw missing.failure();
        }
        if (value != null && !(value instanceof Missing)) {
            try {
                return GoFormat.print(value);
            } catch (ValueException e) {
                throw source.error(action.offset(), e.reason());
            }
        }
        if (session.attributes.isStrict()) {
            Expression first = action.pipeline().commands().getLast().words().getFirst();
            throw source.error(
                    first.offset(),
                    first.shown() + " is null and cannot be printed",
                    "give it a value, or ask first: {{if ...}}");
        }
        return "<no value>";
    }

    private void checked(Node node, String text, boolean action) {
        try {
            if (action) {
                session.output.append(text);
            } else {
                session.output.appendText(text);
            }
        } catch (ValueException e) {
            throw source.error(node.offset(), e.reason());
        }
    }

    /** Runs {@code if} and {@code with}: the first branch for a true value, else the second. */
    private Flow choose(Traced dot, Node node, Pipeline condition, List<List<Node>> branches) {
        enter(node);
        int reads = session.output.waiting();
        int scope = variables.mark();
        Traced value = evaluator.evaluate(dot, condition);
        session.output.readAll(value.reads());
        boolean holds = ValueKind.isTrue(value.value());
        Traced inner = holds && node instanceof Node.With ? value : dot;
        Flow flow = walk(inner, branches.get(holds ? 0 : 1));
        session.output.settle(reads);
        variables.release(scope);
        session.depth--;
        return flow;
    }

    private Flow loop(Traced dot, Node.Range range) {
        enter(range);
        int reads = session.output.waiting();
        int scope = variables.mark();
        Traced items = evaluator.evaluate(dot, range.items());
        session.output.readAll(items.reads());
        boolean empty = !ValueKind.isTrue(items.value());
        Flow flow = Flow.NEXT;
        switch (items.value()) {
            case List<?> list when !empty -> loop(range, items, list);
            case Map<?, ?> map when !empty -> loop(range, items, map);
            case null -> flow = walk(dot, range.otherwise());
            case List<?> _, Map<?, ?> _, Missing _ -> flow = walk(dot, range.otherwise());
            default -> throw cannotIterate(range, items);
        }
        session.output.settle(reads);
        variables.release(scope);
        session.depth--;
        return flow;
    }

    private InvalidInputException cannotIterate(Node.Range range, Traced items) {
        return source.error(
                range.offset(),
                "range can't iterate over " + ValueKind.of(items.value()).description());
    }

    private void loop(Node.Range range, Traced items, List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            String path = items.path() == null ? null : KeyPath.item(items.path(), i);
            Traced element = Traced.attribute(list.get(i), path).withReads(items.reads());
            if (iterate(range, Traced.made((long) i), element) == Flow.BREAK) {
                return;
            }
        }
    }

    private void loop(Node.Range range, Traced items, Map<?, ?> map) {
        for (String key : ByteText.sortedKeys(map)) {
            String path = items.path() == null ? null : KeyPath.child(items.path(), key);
            Traced element = Traced.attribute(map.get(key), path).withReads(items.reads());
            if (iterate(range, Traced.attribute(key, path), element) == Flow.BREAK) {
                return;
            }
        }
    }

    private Flow iterate(Node.Range range, Traced index, Traced element) {
        session.iterations++;
        if (session.iterations > Limits.MAX_ITERATIONS) {
            throw source.error(range.offset(), "more than " + Limits.MAX_ITERATIONS + " passes through loops");
        }
        List<String> names = range.items().variables();
        if (!names.isEmpty()) {
            variables.assign(names.getLast(), element);
        }
        if (names.size() > 1) {
            variables.assign(names.getFirst(), index);
        }
        int scope = variables.mark();
        Flow flow = walk(element, range.body());
        variables.release(scope);
        return flow;
    }

    private void call(Traced dot, Node.Call call) {
        Body called = session.bodies.get(call.template());
        if (called == null) {
            throw source.error(
                    call.offset(),
                    "template " + GoQuote.quote(call.template()) + " not defined",
                    Suggestion.nearest(call.template(), session.bodies.keySet())
                            .map(name -> "did you mean " + GoQuote.quote(name) + "?")
                            .orElse(null));
        }
        enter(call);
        int reads = session.output.waiting();
        Traced argument = call.argument() == null ? Traced.made(null) : evaluator.evaluate(dot, call.argument());
        // what the argument is made of shows in the called template's own reads
        session.output.takeSince(reads);
        new Renderer(session, called, argument).render();
        session.depth--;
    }

    private void enter(Node node) {
        session.depth++;
        if (session.depth > Limits.MAX_CALL_DEPTH) {
            throw source.error(
                    node.offset(),
                    "template calls, actions and parentheses are nested more than " + Limits.MAX_CALL_DEPTH + " deep");
        }
    }
}
