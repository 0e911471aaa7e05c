package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One parser's view of the tokens, up to three of which can be put back. As in Go, an error is reported on the line of the
 * token that was fetched last, which need not be the one that is complained about.
 */
final class TokenReader {
    private static final Token NONE = new Token(Kind.ERROR, "", 0, 0);

    private final TokenStream stream;
    /** The newest token first; those before {@code waiting} are read again. */
    private final Token[] tokens = {NONE, NONE, NONE};

    private int waiting;
    /** The token that began the action being parsed. */
    private @Nullable Token action;

    TokenReader(TokenStream stream) {
        this.stream = stream;
    }

    TokenStream stream() {
        return stream;
    }

    void beginAction(Token open) {
        action = open;
    }

    void endAction() {
        action = null;
    }

    Token next() {
        if (waiting > 0) {
            waiting--;
        } else {
            tokens[0] = stream.next();
        }
        return tokens[waiting];
    }

    Token peek() {
        if (waiting == 0) {
            waiting = 1;
            tokens[0] = stream.next();
        }
        return tokens[waiting - 1];
    }

    /** Puts the last token back. */
    void backup() {
        waiting++;
    }

    /** Puts back the last token and one before it. */
    void backup(Token before) {
        tokens[1] = before;
        waiting = 2;
    }

    /** Puts back the last token and the two before it. */
    void backup(Token first, Token second) {
        tokens[1] = second;
        tokens[2] = first;
        waiting = 3;
    }

    Token nextNonSpace() {
        Token token = next();
        while (token.is(Kind.SPACE)) {
            token = next();
        }
        return token;
    }

    Token peekNonSpace() {
        Token token = nextNonSpace();
        backup();
        return token;
    }

    Token expect(Kind kind, String context) {
        Token token = nextNonSpace();
        if (!token.is(kind)) {
            throw unexpected(token, context);
        }
        return token;
    }

    InvalidInputException unexpected(Token token, String context) {
        if (!token.is(Kind.ERROR)) {
            return error("unexpected " + token.shown() + " in " + context, SyntaxHint.unexpected(token, context));
        }
        String start = "";
        if (action != null && action.line() != token.line()) {
            start = (token.text().endsWith(" action") ? "" : " in action") + " started at "
                    + stream.source().name() + ":" + stream.source().line(action.offset());
        }
        return error(token.shown() + start, SyntaxHint.unreadable(token));
    }

    /** An error on the line of the token that was fetched last. */
    InvalidInputException error(String reason, String hint) {
        return stream.source().parseError(tokens[0].offset(), reason, hint);
    }
}
