package io.dray.template;

import io.dray.template.Token.Kind;
import io.dray.template.value.GoQuote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses one body: a template, a definition or a block in it; not reusable. */
final class Parser {
    private final TokenReader reader;
    private final PipelineParser pipelines;
    private final Functions functions;
    private final Map<String, Body> bodies;
    private int loops;

    private Parser(TokenStream stream, Functions functions, Map<String, Body> bodies) {
        this.reader = new TokenReader(stream);
        this.pipelines = new PipelineParser(reader, functions);
        this.functions = functions;
        this.bodies = bodies;
    }

    /** The template under its own name, and all that is defined in it. */
    static Map<String, Body> parse(Source source, Functions functions) {
        Map<String, Body> bodies = new LinkedHashMap<>();
        Parser parser = new Parser(new TokenStream(source), functions, bodies);
        parser.define(new Body(source.name(), source, parser.parseTemplate()));
        return bodies;
    }

    /** A parser for a body inside this one, which goes on where this one stands. */
    private Parser inner() {
        return new Parser(reader.stream(), functions, bodies);
    }

    /** An empty body replaces none that has content. */
    private void define(Body body) {
        Body old = bodies.get(body.name());
        if (old == null || Node.isEmpty(old.nodes())) {
            bodies.put(body.name(), body);
        } else if (!Node.isEmpty(body.nodes())) {
            throw reader.error(
                    "template: multiple definition of template " + GoQuote.quote(body.name()),
                    "give one of them another name");
        }
    }

    private List<Node> parseTemplate() {
        List<Node> nodes = new ArrayList<>();
        while (!reader.peek().is(Kind.END)) {
            if (reader.peek().is(Kind.OPEN)) {
                Token open = reader.next();
                if (reader.nextNonSpace().isKeyword("define")) {
                    inner().parseDefinition();
                    continue;
                }
                reader.backup(open);
            }
            Token stop = parseNode(nodes);
            if (stop != null) {
                throw reader.error(
                        "unexpected {{" + stop.text() + "}}", "there is nothing open that it could belong to");
            }
        }
        return nodes;
    }

    private void parseDefinition() {
        String context = "define clause";
        String name = pipelines.text(reader.expect(Kind.STRING, context));
        reader.expect(Kind.CLOSE, context);
        parseBody(name, context, reader);
    }

    /** Parses up to the end of a definition or block; {@code beginning} has read what it begins with. */
    private void parseBody(String name, String context, TokenReader beginning) {
        List<Node> nodes = new ArrayList<>();
        Token stop = parseNodes(nodes);
        if (!stop.isKeyword("end")) {
            throw beginning.error(
                    "unexpected {{" + stop.text() + "}} in " + context, "only if, with and range have an else");
        }
        define(new Body(name, reader.stream().source(), nodes));
    }

    /** Parses up to {@code else} or {@code end}, whose keyword is returned. */
    private Token parseNodes(List<Node> nodes) {
        while (!reader.peekNonSpace().is(Kind.END)) {
            Token stop = parseNode(nodes);
            if (stop != null) {
                return stop;
            }
        }
        throw reader.error("unexpected EOF", "an {{end}} is missing");
    }

    /** Parses text or an action; the keyword when the action is {@code else} or {@code end}. */
    private @Nullable Token parseNode(List<Node> nodes) {
        Token token = reader.nextNonSpace();
        if (token.is(Kind.TEXT)) {
            nodes.add(new Node.Text(token.offset(), token.text()));
            return null;
        }
        if (!token.is(Kind.OPEN)) {
            throw reader.unexpected(token, "input");
        }
        reader.beginAction(token);
        reader.stream().enter(token);
        Token stop = parseAction(nodes);
        reader.stream().leave();
        reader.endAction();
        return stop;
    }

    private @Nullable Token parseAction(List<Node> nodes) {
        Token word = reader.nextNonSpace();
        switch (word.is(Kind.KEYWORD) ? word.text() : "") {
            case "block" -> nodes.add(parseBlock());
            case "break", "continue" -> nodes.add(parseJump(word));
            case "if" -> nodes.add(parseIf());
            case "with" -> nodes.add(parseWith());
            case "range" -> nodes.add(parseRange());
            case "template" -> nodes.add(parseCall());
            case "else", "end" -> {
                if (!word.text().equals("else") || !isElseControl(reader.peekNonSpace())) {
                    reader.expect(Kind.CLOSE, word.text());
                }
                return word;
            }
            default -> {
                reader.backup();
                int offset = reader.peek().offset();
                nodes.add(new Node.Action(offset, pipelines.parse("command", Kind.CLOSE)));
            }
        }
        return null;
    }

    /** Whether {@code else if}, or {@code else with}, begins here. */
    private boolean isElseControl(Token next) {
        return next.isKeyword("if") || (next.isKeyword("with") && dialect().knowsLaterGo());
    }

    private Dialect dialect() {
        return reader.stream().source().dialect();
    }

    private Node parseIf() {
        int visible = pipelines.visibleVariables();
        Expression.Pipeline condition = pipelines.parse("if", Kind.CLOSE);
        List<Node> then = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        if (parseNodes(then).isKeyword("else")) {
            parseElse("if", otherwise);
        }
        pipelines.forgetVariables(visible);
        return new Node.If(condition, List.copyOf(then), List.copyOf(otherwise));
    }

    private Node parseWith() {
        int visible = pipelines.visibleVariables();
        Expression.Pipeline subject = pipelines.parse("with", Kind.CLOSE);
        List<Node> then = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        if (parseNodes(then).isKeyword("else")) {
            parseElse(dialect().knowsLaterGo() ? "with" : "", otherwise);
        }
        pipelines.forgetVariables(visible);
        return new Node.With(subject, List.copyOf(then), List.copyOf(otherwise));
    }

    private Node parseRange() {
        int visible = pipelines.visibleVariables();
        Expression.Pipeline items = pipelines.parse("range", Kind.CLOSE);
        List<Node> body = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        loops++;
        Token stop = parseNodes(body);
        loops--;
        if (stop.isKeyword("else")) {
            parseElse("", otherwise);
        }
        pipelines.forgetVariables(visible);
        return new Node.Range(items, List.copyOf(body), List.copyOf(otherwise));
    }

    /** Parses what follows {@code else}; {@code {{else if}}} shares the {@code {{end}}} of the first {@code {{if}}}. */
    private void parseElse(String repeated, List<Node> otherwise) {
        Token next = reader.peek();
        if (!repeated.isEmpty() && next.isKeyword(repeated)) {
            reader.next();
            reader.stream().enter(next);
            otherwise.add(repeated.equals("if") ? parseIf() : parseWith());
            reader.stream().leave();
            return;
        }
        Token stop = parseNodes(otherwise);
        if (!stop.isKeyword("end")) {
            throw reader.error("expected end; found {{" + stop.text() + "}}", "a second {{else}} has no meaning here");
        }
    }

    private Node parseCall() {
        String context = "template clause";
        Token token = reader.nextNonSpace();
        String name = parseName(token, context);
        if (reader.nextNonSpace().is(Kind.CLOSE)) {
            return new Node.Call(token.offset(), name, null);
        }
        reader.backup();
        return new Node.Call(token.offset(), name, pipelines.parse(context, Kind.CLOSE));
    }

    private String parseName(Token token, String context) {
        if (!token.is(Kind.STRING)) {
            throw reader.unexpected(token, context);
        }
        return pipelines.text(token);
    }

    private Node parseBlock() {
        String context = "block clause";
        Token token = reader.nextNonSpace();
        String name = parseName(token, context);
        Expression.Pipeline argument = pipelines.parse(context, Kind.CLOSE);
        inner().parseBody(name, context, reader);
        return new Node.Call(token.offset(), name, argument);
    }

    private Node parseJump(Token word) {
        String shown = "{{" + word.text() + "}}";
        Token close = reader.nextNonSpace();
        if (!close.is(Kind.CLOSE)) {
            throw reader.unexpected(close, shown);
        }
        if (loops == 0) {
            throw reader.error(shown + " outside {{range}}", "it ends or goes on with a loop, and here is none");
        }
        return word.text().equals("break") ? new Node.Break(word.offset()) : new Node.Continue(word.offset());
    }
}
