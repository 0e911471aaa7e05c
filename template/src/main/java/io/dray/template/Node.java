package io.dray.template;

import io.dray.core.Suggestion;
import io.dray.template.Expression.Pipeline;
import io.dray.template.value.GoFormat;
import io.dray.template.value.GoQuote;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a parsed template that renders itself. Definitions leave no node; they become bodies of their own. */
sealed interface Node extends Place {
    /** How the nodes after a node go on. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    /** Renders it. */
    Flow render(Frame frame, Traced dot);

    /** Renders the nodes up to a break or continue. */
    static Flow renderAll(List<Node> nodes, Frame frame, Traced dot) {
        for (int i = 0; i < nodes.size(); i++) {
            Flow flow = nodes.get(i).render(frame, dot);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    /** Whether these nodes print nothing but blanks: an empty definition replaces no other. */
    static boolean isEmpty(List<Node> nodes) {
        for (Node node : nodes) {
            if (!(node instanceof Text text) || !text.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** Text that is copied. */
    record Text(int offset, String text) implements Node {
        @Override
        public Flow render(Frame frame, Traced dot) {
            frame.at(this);
            try {
                frame.output().appendText(text);
            } catch (ValueException e) {
                throw frame.error(e);
            }
            return Flow.NEXT;
        }

        boolean isBlank() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\u0085' && c != '\u00a0' && c != '\u2007' && c != '\u202f' && !Character.isWhitespace(c)) {
                    return false;
                }
                if (c >= '\u001c' && c <= '\u001f') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /** {@code {{pipeline}}}: prints, unless it declares variables. */
    record Action(int offset, Pipeline pipeline) implements Node {
        @Override
        public Flow render(Frame frame, Traced dot) {
            int mark = frame.output().waiting();
            Object value = pipeline.evaluate(frame, dot).value();
            if (pipeline.variables().isEmpty()) {
                print(frame, value);
                frame.output().settle(mark);
            }
            return Flow.NEXT;
        }

        private void print(Frame frame, @Nullable Object value) {
            try {
                frame.output().append(printed(frame, value));
            } catch (ValueException e) {
                frame.at(this);
                throw frame.error(e);
            }
        }

        private String printed(Frame frame, @Nullable Object value) {
            if (value instanceof String text) {
                return text;
            }
            if (value instanceof Missing missing) {
                throw missing.failure();
            }
            if (value != null) {
                return GoFormat.print(value);
            }
            if (frame.attributes().isStrict() && frame.dialect() == Dialect.DRAY) {
                throw frame.error("null cannot be printed", "give it a value, or ask first: {{if ...}}");
            }
            return "<no value>";
        }

        @Override
        public String shown() {
            return "{{" + pipeline.shown() + "}}";
        }
    }

    /** What has a scope for variables, and a value that decides what is rendered. */
    sealed interface Branch extends Node {
        /** The value that decides. */
        Pipeline pipeline();

        /** Renders what belongs to this value. */
        Flow renderFor(Traced value, Frame frame, Traced dot);

        @Override
        default int offset() {
            return pipeline().offset();
        }

        @Override
        default Flow render(Frame frame, Traced dot) {
            frame.at(this);
            frame.enter();
            int reads = frame.output().waiting();
            int scope = frame.variables().mark();
            Traced value = pipeline().evaluate(frame, dot);
            frame.output().readAll(value.reads());
            Flow flow = renderFor(value, frame, dot);
            frame.output().settle(reads);
            frame.variables().release(scope);
            frame.leave();
            return flow;
        }
    }

    /** {@code {{if}}}. */
    record If(Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Branch {
        @Override
        public Flow renderFor(Traced value, Frame frame, Traced dot) {
            return renderAll(ValueKind.isTrue(value.value()) ? then : otherwise, frame, dot);
        }

        @Override
        public String shown() {
            return "{{if " + pipeline.shown() + "}}";
        }
    }

    /** {@code {{with}}}. */
    record With(Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Branch {
        @Override
        public Flow renderFor(Traced value, Frame frame, Traced dot) {
            boolean holds = ValueKind.isTrue(value.value());
            return renderAll(holds ? then : otherwise, frame, holds ? value : dot);
        }

        @Override
        public String shown() {
            return "{{with " + pipeline.shown() + "}}";
        }
    }

    /** {@code {{range}}}. */
    record Range(Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Branch {
        @Override
        public Flow renderFor(Traced value, Frame frame, Traced dot) {
            if (new Loop(frame, this).run(value)) {
                return Flow.NEXT;
            }
            // as in Go, a break in the else of a loop ends this loop, not the one around it
            Flow flow = renderAll(otherwise, frame, dot);
            return flow == Flow.BREAK ? Flow.NEXT : flow;
        }

        @Override
        public String shown() {
            return "{{range " + pipeline.shown() + "}}";
        }
    }

    /** {@code {{template}}} and {@code {{block}}}. */
    record Call(int offset, String template, @Nullable Pipeline argument) implements Node {
        @Override
        public Flow render(Frame frame, Traced dot) {
            frame.at(this);
            Body called = frame.session().bodies().get(template);
            if (called == null) {
                throw frame.error(
                        "template " + GoQuote.quote(template) + " not defined",
                        Suggestion.nearest(template, frame.session().bodies().keySet())
                                .map(name -> "did you mean " + GoQuote.quote(name) + "?")
                                .orElse("define it here or in a partial: {{define " + GoQuote.quote(template)
                                        + "}}...{{end}}"));
            }
            frame.enter();
            int reads = frame.output().waiting();
            Traced value = argument == null ? Traced.made(null) : argument.evaluate(frame, dot);
            // what the argument is made of shows in the called template's own reads
            frame.output().takeSince(reads);
            renderAll(called.nodes(), new Frame(frame.session(), called, value), value);
            frame.leave();
            return Flow.NEXT;
        }

        @Override
        public String shown() {
            return "{{template " + GoQuote.quote(template) + (argument == null ? "" : " " + argument.shown()) + "}}";
        }
    }

    /** {@code {{break}}}. */
    record Break(int offset) implements Node {
        @Override
        public Flow render(Frame frame, Traced dot) {
            return Flow.BREAK;
        }

        @Override
        public String shown() {
            return "{{break}}";
        }
    }

    /** {@code {{continue}}}. */
    record Continue(int offset) implements Node {
        @Override
        public Flow render(Frame frame, Traced dot) {
            return Flow.CONTINUE;
        }

        @Override
        public String shown() {
            return "{{continue}}";
        }
    }
}
