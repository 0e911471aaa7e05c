package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Expression.Pipeline;
import io.dray.template.Token.Kind;
import io.dray.template.value.GoQuote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses a template and the definitions in it; not reusable. */
final class Parser {
    private final TokenReader reader;
    private final PipelineParser pipelines;
    private final Map<String, Body> bodies = new LinkedHashMap<>();
    private int loops;

    private Parser(Source source, Functions functions) {
        this.reader = new TokenReader(source);
        this.pipelines = new PipelineParser(reader, functions);
    }

    /** The template under its own name, and all that is defined in it. */
    static Map<String, Body> parse(Source source, Functions functions) {
        Parser parser = new Parser(source, functions);
        List<Node> nodes = new ArrayList<>();
        while (!parser.reader.peek().is(Kind.END)) {
            if (parser.reader.peek().is(Kind.OPEN) && parser.reader.peekSecond().isKeyword("define")) {
                parser.parseDefinition();
            } else {
                parser.parseNode(nodes);
            }
        }
        parser.define(0, new Body(source.name(), source, nodes));
        return parser.bodies;
    }

    private void define(int offset, Body body) {
        Body old = bodies.get(body.name());
        if (old != null && !Node.isEmpty(old.nodes())) {
            if (!Node.isEmpty(body.nodes())) {
                throw reader.source().error(offset, "multiple definition of template " + GoQuote.quote(body.name()));
            }
            return;
        }
        bodies.put(body.name(), body);
    }

    private void parseDefinition() {
        Token open = reader.next();
        reader.next();
        String name = parseName("define clause");
        reader.expect(Kind.CLOSE, "define clause");
        List<String> outer = pipelines.replaceVariables(List.of("$"));
        List<Node> nodes = new ArrayList<>();
        Token end = parseNodes(nodes, open, "define");
        if (!end.isKeyword("end")) {
            throw reader.unexpected(end, "define clause");
        }
        reader.expect(Kind.CLOSE, "end");
        pipelines.replaceVariables(outer);
        define(open.offset(), new Body(name, reader.source(), nodes));
    }

    private String parseName(String context) {
        Token token = reader.next();
        String name = token.is(Kind.STRING) ? GoQuote.unquote(token.text()) : null;
        if (name == null) {
            throw reader.unexpected(token, context + ", expected the template's name in quotes");
        }
        return name;
    }

    /** Parses up to {@code else} or {@code end}, whose keyword is returned. */
    private Token parseNodes(List<Node> nodes, Token open, String keyword) {
        while (!reader.peek().is(Kind.END)) {
            Token second = reader.peekSecond();
            if (reader.peek().is(Kind.OPEN) && (second.isKeyword("end") || second.isKeyword("else"))) {
                reader.next();
                return reader.next();
            }
            parseNode(nodes);
        }
        throw reader.source().error(open.offset(), "{{" + keyword + "}} has no {{end}}");
    }

    private void parseNode(List<Node> nodes) {
        Token token = reader.next();
        if (token.is(Kind.TEXT)) {
            nodes.add(new Node.Text(token.offset(), token.text()));
            return;
        }
        Token word = reader.peek();
        if (!word.is(Kind.KEYWORD)) {
            nodes.add(parseAction(token));
            return;
        }
        reader.next();
        reader.enter(token.offset());
        nodes.add(
                switch (word.text()) {
                    case "if", "with", "range" -> parseControl(token, word.text());
                    case "template" -> parseCall(token);
                    case "block" -> parseBlock(token);
                    case "break", "continue" -> parseJump(token, word);
                    default -> throw unexpectedKeyword(word);
                });
        reader.leave();
    }

    private InvalidInputException unexpectedKeyword(Token word) {
        String reason = switch (word.text()) {
            case "define" -> "{{define}} must not stand inside another action";
            case "end", "else" -> "unexpected " + word.shown() + ": nothing is open here";
            default -> "unexpected " + word.shown();
        };
        return reader.source().error(word.offset(), reason);
    }

    private Node parseAction(Token open) {
        Pipeline pipeline = pipelines.parse("command", Kind.CLOSE);
        return new Node.Action(open.offset(), pipeline);
    }

    private Node parseControl(Token open, String keyword) {
        int visible = pipelines.visibleVariables();
        Pipeline pipeline = pipelines.parse(keyword, Kind.CLOSE);
        boolean loop = keyword.equals("range");
        loops += loop ? 1 : 0;
        List<Node> then = new ArrayList<>();
        Token end = parseNodes(then, open, keyword);
        loops -= loop ? 1 : 0;
        List<Node> otherwise = new ArrayList<>();
        if (end.isKeyword("else")) {
            parseElse(open, keyword, otherwise);
        } else {
            reader.expect(Kind.CLOSE, "end");
        }
        pipelines.forgetVariables(visible);
        return switch (keyword) {
            case "if" -> new Node.If(open.offset(), pipeline, List.copyOf(then), List.copyOf(otherwise));
            case "with" -> new Node.With(open.offset(), pipeline, List.copyOf(then), List.copyOf(otherwise));
            default -> new Node.Range(open.offset(), pipeline, List.copyOf(then), List.copyOf(otherwise));
        };
    }

    private void parseElse(Token open, String keyword, List<Node> otherwise) {
        if (keyword.equals("if") && reader.peek().isKeyword("if")) {
            // {{else if}} shares the {{end}} of the first {{if}}
            Token word = reader.next();
            reader.enter(word.offset());
            otherwise.add(parseControl(word, "if"));
            reader.leave();
            return;
        }
        reader.expect(Kind.CLOSE, "else");
        Token end = parseNodes(otherwise, open, keyword);
        if (!end.isKeyword("end")) {
            throw reader.source().error(end.offset(), "expected {{end}}; found a second {{else}}");
        }
        reader.expect(Kind.CLOSE, "end");
    }

    private Node parseCall(Token open) {
        String name = parseName("template clause");
        if (reader.peek().is(Kind.CLOSE)) {
            reader.next();
            return new Node.Call(open.offset(), name, null);
        }
        return new Node.Call(open.offset(), name, pipelines.parse("template clause", Kind.CLOSE));
    }

    private Node parseBlock(Token open) {
        String name = parseName("block clause");
        Pipeline argument = pipelines.parse("block clause", Kind.CLOSE);
        List<String> outer = pipelines.replaceVariables(List.of("$"));
        int outerLoops = loops;
        loops = 0;
        List<Node> nodes = new ArrayList<>();
        Token end = parseNodes(nodes, open, "block");
        if (!end.isKeyword("end")) {
            throw reader.unexpected(end, "block clause");
        }
        reader.expect(Kind.CLOSE, "end");
        loops = outerLoops;
        pipelines.replaceVariables(outer);
        define(open.offset(), new Body(name, reader.source(), nodes));
        return new Node.Call(open.offset(), name, argument);
    }

    private Node parseJump(Token open, Token word) {
        reader.expect(Kind.CLOSE, word.shown());
        if (loops == 0) {
            throw reader.source().error(open.offset(), word.shown() + " outside {{range}}");
        }
        return word.text().equals("break") ? new Node.Break(open.offset()) : new Node.Continue(open.offset());
    }
}
