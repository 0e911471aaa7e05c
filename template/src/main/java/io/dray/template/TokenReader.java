package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Token.Kind;
import io.dray.template.value.Limits;
import java.util.List;

/** Walks over the tokens of a template and watches how deep the parser is. */
final class TokenReader {
    private final Source source;
    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenReader(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Source source() {
        return source;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next. */
    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    Token expect(Kind kind, String context) {
        Token token = next();
        if (!token.is(kind)) {
            throw unexpected(token, context);
        }
        return token;
    }

    InvalidInputException unexpected(Token token, String context) {
        return source.error(token.offset(), "unexpected " + token.shown() + " in " + context);
    }

    /** Enters a nested action or parenthesis. */
    void enter(int offset) {
        depth++;
        if (depth > Limits.MAX_SYNTAX_DEPTH) {
            throw source.error(
                    offset, "actions and parentheses are nested more than " + Limits.MAX_SYNTAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
