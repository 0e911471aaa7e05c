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

    /** The text of a string token. */
    String text(Token token) {
        String text = GoQuote.unquote(token.text());
        if (text == null) {
            throw reader.error("invalid syntax", "one of the escapes in " + token.text() + " has no meaning");
        }
        return text;
    }

    /** Parses up to and including the given end; {@code context} is the keyword of the action, for messages. */
    Pipeline parse(String context, Kind end) {
        int offset = reader.peekNonSpace().offset();
        List<String> declared = new ArrayList<>();
        boolean assigns = parseDeclarations(context, declared);
        List<Command> commands = new ArrayList<>();
        while (true) {
            Token token = reader.nextNonSpace();
            if (token.is(end)) {
                check(context, commands);
                return new Pipeline(offset, declared, assigns, commands);
            }
            if (!beginsOperand(token.kind())) {
                throw reader.unexpected(token, context);
            }
            reader.backup();
            commands.add(parseCommand());
        }
    }

    private void check(String context, List<Command> commands) {
        if (commands.isEmpty()) {
            throw reader.error("missing value for " + context, "nothing stands where a value should: {{if .port}}");
        }
        for (int i = 1; i < commands.size(); i++) {
            Expression first = commands.get(i).words().getFirst();
            if (first instanceof Dot || first instanceof Nil || first instanceof Literal) {
                throw reader.error(
                        "non executable command in pipeline stage " + (i + 1),
                        first.shown() + " is not a function: what stands behind | must be one");
            }
        }
    }

    /** Parses {@code $x :=}, {@code $x =} and {@code $i, $x :=}; whether they assign. */
    private boolean parseDeclarations(String context, List<String> declared) {
        while (true) {
            Token variable = reader.peekNonSpace();
            if (!variable.is(Kind.VARIABLE)) {
                return false;
            }
            reader.next();
            Token behind = reader.peek();
            Token operator = reader.peekNonSpace();
            if (operator.is(Kind.DECLARE) || operator.is(Kind.ASSIGN)) {
                declare(variable, declared);
                return operator.is(Kind.ASSIGN);
            }
            if (!operator.is(Kind.OTHER) || !operator.text().equals(",")) {
                if (behind.is(Kind.SPACE)) {
                    reader.backup(variable, behind);
                } else {
                    reader.backup(variable);
                }
                return false;
            }
            declare(variable, declared);
            if (!context.equals("range") || declared.size() > 1) {
                throw reader.error("too many declarations in " + context, "only range sets two variables at once");
            }
            Kind next = reader.peekNonSpace().kind();
            if (next != Kind.VARIABLE && next != Kind.CLOSE && next != Kind.RIGHT_PARENTHESIS) {
                throw reader.error("range can only initialize variables", "as in {{range $index, $item := .list}}");
            }
        }
    }

    private void declare(Token variable, List<String> declared) {
        reader.nextNonSpace();
        declared.add(variable.text());
        variables.add(variable.text());
    }

    private static boolean beginsOperand(Kind kind) {
        return switch (kind) {
            case BOOLEAN, NIL, DOT, FIELD, VARIABLE, IDENTIFIER, NUMBER, COMPLEX, CHARACTER, STRING, LEFT_PARENTHESIS ->
                true;
            case ERROR, TEXT, OPEN, CLOSE, KEYWORD, SPACE, DECLARE, ASSIGN, PIPE, RIGHT_PARENTHESIS, OTHER, END ->
                false;
        };
    }

    private Command parseCommand() {
        int offset = reader.peekNonSpace().offset();
        List<Expression> words = new ArrayList<>();
        while (true) {
            reader.peekNonSpace();
            Expression operand = parseOperand();
            if (operand != null) {
                words.add(operand);
            }
            Token token = reader.next();
            if (token.is(Kind.CLOSE) || token.is(Kind.RIGHT_PARENTHESIS)) {
                reader.backup();
                return new Command(offset, words);
            }
            if (token.is(Kind.PIPE)) {
                return new Command(offset, words);
            }
            if (!token.is(Kind.SPACE)) {
                throw reader.unexpected(token, "operand");
            }
        }
    }

    /** A term and the fields behind it; null when no term stands here. */
    private @Nullable Expression parseOperand() {
        Expression term = parseTerm();
        if (term == null || !reader.peek().is(Kind.FIELD)) {
            return term;
        }
        int offset = reader.peek().offset();
        List<String> fields = new ArrayList<>();
        while (reader.peek().is(Kind.FIELD)) {
            fields.add(reader.next().text().substring(1));
        }
        if (term instanceof Field field) {
            fields.addFirst(field.names().getFirst());
            return new Field(offset, List.copyOf(fields));
        }
        if (term instanceof Variable variable) {
            return new Variable(offset, variable.name(), List.copyOf(fields));
        }
        if (term instanceof Dot || term instanceof Nil || term instanceof Literal) {
            throw reader.error(
                    "unexpected . after term " + GoQuote.quote(term.shown()),
                    "only attributes, variables and (...) have fields");
        }
        return new Chain(offset, term, List.copyOf(fields));
    }

    private @Nullable Expression parseTerm() {
        Token token = reader.nextNonSpace();
        int offset = token.offset();
        return switch (token.kind()) {
            case DOT -> new Dot(offset);
            case NIL -> new Nil(offset);
            case BOOLEAN -> Literal.of(offset, token.text().equals("true"));
            case FIELD -> new Field(offset, List.of(token.text().substring(1)));
            case VARIABLE -> variable(token);
            case IDENTIFIER -> new FunctionName(offset, function(token));
            case NUMBER, COMPLEX, CHARACTER -> Literal.of(offset, number(token));
            case STRING -> Literal.of(offset, token.text(), text(token));
            case LEFT_PARENTHESIS -> parentheses(token);
            case ERROR, TEXT, OPEN, CLOSE, KEYWORD, SPACE, DECLARE, ASSIGN, PIPE, RIGHT_PARENTHESIS, OTHER, END -> {
                reader.backup();
                yield null;
            }
        };
    }

    private Expression parentheses(Token open) {
        reader.stream().enter(open);
        Pipeline pipeline = parse("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
        reader.stream().leave();
        return pipeline;
    }

    private NumberLiteral number(Token token) {
        try {
            NumberLiteral number = switch (token.kind()) {
                case CHARACTER -> NumberLiteral.character(token.text());
                case COMPLEX -> NumberLiteral.sum(token.text());
                default -> NumberLiteral.number(token.text());
            };
            if (number.complex() != null && reader.stream().source().dialect().refusesComplex()) {
                throw reader.error(
                        "complex constants are not supported: " + token.text(), "write its parts as two numbers");
            }
            return number;
        } catch (NumberLiteral.Malformed e) {
            throw reader.error(e.reason(), SyntaxHint.constant(token));
        }
    }

    private Variable variable(Token token) {
        if (!variables.contains(token.text())) {
            List<String> declared = variables.subList(1, variables.size());
            throw reader.error(
                    "undefined variable " + GoQuote.quote(token.text()),
                    suggestion(token.text(), declared, "declare it first: {{" + token.text() + " := ...}}"));
        }
        return new Variable(token.offset(), token.text(), List.of());
    }

    private Function function(Token token) {
        Optional<Function> function = functions.find(token.text());
        return function.orElseThrow(() -> undefined(token));
    }

    private InvalidInputException undefined(Token token) {
        return reader.error(
                "function " + GoQuote.quote(token.text()) + " not defined",
                suggestion(token.text(), functions.names(), whereElse(token.text())));
    }

    private String whereElse(String name) {
        boolean other = functions.dialect() != Dialect.DRAY
                && Functions.dray().find(name).isPresent();
        return other
                ? "Dray's own functions (--functions=dray) have it, those of "
                        + functions.dialect().written() + " do not"
                : "docs/functions.md lists the functions there are";
    }

    private static String suggestion(String name, List<String> known, String otherwise) {
        return Suggestion.nearest(name, known)
                .map(found -> "did you mean " + found + "?")
                .orElse(otherwise);
    }
}
