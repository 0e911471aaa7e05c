package io.dray.template;

import io.dray.template.Token.Kind;
import io.dray.template.value.Limits;
import java.util.List;

/** The tokens of a template, read once by the parsers of its definitions in turn; watches how deep they are. */
final class TokenStream {
    private final Source source;
    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source.text());
    }

    Source source() {
        return source;
    }

    /** The next token; the last one again and again. */
    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    /** Enters a nested action or parenthesis. */
    void enter(Token token) {
        depth++;
        if (depth > Limits.MAX_SYNTAX_DEPTH) {
            throw source.parseError(
                    token.offset(),
                    "actions and parentheses are nested more than " + Limits.MAX_SYNTAX_DEPTH + " deep",
                    "split the template with {{define}} and {{template}}");
        }
    }

    void leave() {
        depth--;
    }

    /** Where a text of this kind ends has no token: the end of the file is one. */
    static boolean isLast(Token token) {
        return token.is(Kind.END) || token.is(Kind.ERROR);
    }
}
