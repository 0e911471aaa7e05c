package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.core.Suggestion;
import io.dray.template.Expression.Chain;
import io.dray.template.Expression.Command;
import io.dray.template.Expression.Dot;
import io.dray.template.Expression.Field;
import io.dray.template.Expression.FunctionName;
import io.dray.template.Expression.Literal;
import io.dray.template.Expression.Nil;
import io.dray.template.Expression.Parentheses;
import io.dray.template.Expression.Pipeline;
import io.dray.template.Expression.Variable;
import io.dray.template.Token.Kind;
import io.dray.template.function.Function;
import io.dray.template.value.GoQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses what stands between the braces; knows which variables are visible. */
final class PipelineParser {
    private final TokenReader reader;
    private final Functions functions;
    private final List<String> variables = new ArrayList<>();

    PipelineParser(TokenReader reader, Functions functions) {
        this.reader = reader;
        this.functions = functions;
        variables.add("$");
    }

    /** How many variables are visible; for {@link #forgetVariables}. */
    int visibleVariables() {
        return variables.size();
    }

    /** Ends the scope that began with so many visible variables. */
    void forgetVariables(int count) {
        variables.subList(count, variables.size()).clear();
    }

    /** The visible variables, while a definition with its own is parsed. */
    List<String> replaceVariables(List<String> others) {
        List<String> old = List.copyOf(variables);
        variables.clear();
        variables.addAll(others);
        return old;
    }

    /** Parses up to and including the given end; {@code context} is the keyword of the action, for messages. */
    Pipeline parse(String context, Kind end) {
        int offset = reader.peek().offset();
        List<String> declared = new ArrayList<>();
        boolean assigns = parseDeclarations(context, declared);
        List<Command> commands = new ArrayList<>();
        while (!reader.peek().is(end)) {
            if (!beginsOperand(reader.peek().kind())) {
                throw reader.unexpected(reader.peek(), context);
            }
            commands.add(parseCommand());
        }
        reader.next();
        check(offset, context, commands);
        return new Pipeline(offset, declared, assigns, commands);
    }

    private void check(int offset, String context, List<Command> commands) {
        if (commands.isEmpty()) {
            throw reader.source().error(offset, "missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Expression first = commands.get(i).words().getFirst();
            if (first instanceof Dot || first instanceof Nil || first instanceof Literal) {
                throw reader.source()
                        .error(
                                first.offset(),
                                "non executable command in pipeline stage " + (i + 1) + ": " + first.shown()
                                        + " is not a function");
            }
        }
    }

    private boolean parseDeclarations(String context, List<String> declared) {
        while (reader.peek().is(Kind.VARIABLE)) {
            Token operator = reader.peekSecond();
            if (operator.is(Kind.DECLARE) || operator.is(Kind.ASSIGN)) {
                declare(declared);
                return operator.is(Kind.ASSIGN);
            }
            if (!operator.is(Kind.COMMA)) {
                break;
            }
            declare(declared);
            if (!context.equals("range") || declared.size() > 1) {
                throw reader.source().error(operator.offset(), "too many declarations in " + context);
            }
            if (!reader.peek().is(Kind.VARIABLE)) {
                throw reader.source().error(reader.peek().offset(), "range can only initialize variables");
            }
        }
        if (!declared.isEmpty()) {
            throw reader.unexpected(reader.peek(), context + ", expected :=");
        }
        return false;
    }

    private void declare(List<String> declared) {
        String name = reader.next().text();
        reader.next();
        declared.add(name);
        variables.add(name);
    }

    private static boolean beginsOperand(Kind kind) {
        return switch (kind) {
            case BOOLEAN, NIL, DOT, FIELD, VARIABLE, IDENTIFIER, NUMBER, CHARACTER, STRING, LEFT_PARENTHESIS -> true;
            case TEXT, OPEN, CLOSE, KEYWORD, DECLARE, ASSIGN, COMMA, PIPE, RIGHT_PARENTHESIS, OTHER, END -> false;
        };
    }

    private Command parseCommand() {
        int offset = reader.peek().offset();
        List<Expression> words = new ArrayList<>();
        while (beginsOperand(reader.peek().kind())) {
            if (!words.isEmpty() && !reader.peek().spaced()) {
                throw reader.unexpected(reader.peek(), "operand: a blank is missing before it");
            }
            words.add(parseOperand());
        }
        Token after = reader.peek();
        if (after.is(Kind.PIPE)) {
            reader.next();
        } else if (!after.is(Kind.CLOSE) && !after.is(Kind.RIGHT_PARENTHESIS)) {
            throw reader.unexpected(after, "operand");
        }
        return new Command(offset, words);
    }

    private Expression parseOperand() {
        Expression term = parseTerm();
        List<String> fields = new ArrayList<>();
        while (reader.peek().is(Kind.FIELD) && !reader.peek().spaced()) {
            fields.add(reader.next().text().substring(1));
        }
        if (fields.isEmpty()) {
            return term;
        }
        return switch (term) {
            case Field field -> new Field(field.offset(), joined(field.names(), fields));
            case Variable variable -> new Variable(variable.offset(), variable.name(), List.copyOf(fields));
            case Parentheses _, FunctionName _, Chain _ -> new Chain(term.offset(), term, List.copyOf(fields));
            case Dot _, Nil _, Literal _ ->
                throw reader.source().error(term.offset(), "unexpected . after term " + term.shown());
        };
    }

    private static List<String> joined(List<String> names, List<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return List.copyOf(all);
    }

    private Expression parseTerm() {
        Token token = reader.next();
        int offset = token.offset();
        return switch (token.kind()) {
            case DOT -> new Dot(offset);
            case NIL -> new Nil(offset);
            case BOOLEAN -> new Literal(offset, token.text().equals("true"), token.text());
            case FIELD -> new Field(offset, List.of(token.text().substring(1)));
            case VARIABLE -> variable(token);
            case IDENTIFIER -> new FunctionName(offset, function(token));
            case NUMBER -> literal(token, NumberLiteral.value(token.text()), "bad number syntax: ");
            case CHARACTER -> literal(token, NumberLiteral.character(token.text()), "malformed character constant: ");
            case STRING -> literal(token, GoQuote.unquote(token.text()), "malformed string: ");
            case LEFT_PARENTHESIS -> parentheses(offset);
            case TEXT, OPEN, CLOSE, KEYWORD, DECLARE, ASSIGN, COMMA, PIPE, RIGHT_PARENTHESIS, OTHER, END ->
                throw reader.unexpected(token, "operand");
        };
    }

    private Expression parentheses(int offset) {
        reader.enter(offset);
        Pipeline pipeline = parse("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
        reader.leave();
        return new Parentheses(offset, pipeline);
    }

    private Literal literal(Token token, @Nullable Object value, String problem) {
        if (value == null) {
            throw reader.source().error(token.offset(), problem + token.text());
        }
        return new Literal(token.offset(), value, token.text());
    }

    private Variable variable(Token token) {
        if (!variables.contains(token.text())) {
            throw reader.source().error(token.offset(), "undefined variable " + GoQuote.quote(token.text()));
        }
        return new Variable(token.offset(), token.text(), List.of());
    }

    private Function function(Token token) {
        Optional<Function> function = functions.find(token.text());
        if (function.isEmpty()) {
            throw undefined(token);
        }
        return function.get();
    }

    private InvalidInputException undefined(Token token) {
        String hint = Suggestion.nearest(token.text(), functions.names())
                .map(name -> "did you mean " + name + "?")
                .orElse(null);
        return reader.source().error(token.offset(), "function " + GoQuote.quote(token.text()) + " not defined", hint);
    }
}
