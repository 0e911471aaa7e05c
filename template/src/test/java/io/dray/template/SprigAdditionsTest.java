package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of sprig that dgr did not have, and those that cut texts; what they give is what sprig 3.2.3 gave, but for characters. */
class SprigAdditionsTest {
    private static String render(Dialect dialect, String template) {
        RenderOptions options = dialect.options(_ -> Optional.empty(), new TestContext(Map.of()));
        return dialect.parse("t", template, TemplateSet.empty())
                .render(Map.of(), options)
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{splitn \",\" 2 \"a,b,c\"}} {{splitn \",\" 0 \"a,b\"}} {{splitn \"\" -1 \"aé\"}}~map[_0:a _1:b,c] map[] map[_0:a _1:é]",
                "{{urlParse \"https://u:p@h.example:80/a/b?c=d#f\"}}~map[fragment:f host:h.example:80 hostname:h.example opaque: path:/a/b query:c=d scheme:https userinfo:u:p]",
                "{{(urlParse \"mailto:a@b.c\").opaque}} {{(urlParse \"http://[::1]:80/\").hostname}}~a@b.c ::1",
                "{{urlJoin (urlParse \"https://u:p@h.example:80/a/b?c=d#f\")}}~https://u:p@h.example:80/a/b?c=d#f",
                "{{urlJoin (dict \"scheme\" \"http\" \"host\" \"h\" \"path\" \"x\" \"query\" \"a=b\")}}~http://h/x?a=b",
                "{{toDate \"2006-01-02T15:04:05Z07:00\" \"2017-12-31T10:11:12.5+02:00\"}}~2017-12-31 10:11:12.5 +0200 +0200",
                "{{toDate \"Jan _2 3:04PM 2006 MST\" \"Feb  3 4:05PM 2020 UTC\"}}~2020-02-03 16:05:00 +0000 UTC",
                "{{toDate \"06 002\" \"99 060\" | htmlDate}}~1999-03-01",
                "{{durationRound \"2400h\"}} {{durationRound \"1s\"}} {{durationRound \"20000h\"}}~3mo 0s 2y",
                "{{toDecimal \"0644\"}} {{toDecimal 755}}~420 493",
                "{{mustFirst (list 1 2)}} {{mustRegexMatch \"a\" \"b\"}} {{mustToRawJson (list 1)}}~1 false [1]"
            })
    void giveWhatSprigGives(String template, String output) {
        assertThat(render(Dialect.DRAY, template)).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{trunc 2 \"héllo\"}}~hé~h\\xc3",
                "{{trunc -2 \"abé\"}}~bé~é",
                "{{trunc 2 \"😀😀😀\"}}~😀😀~\\xf0\\x9f",
                "{{substr 1 3 \"héllo\"}}~él~é",
                "{{abbrev 5 \"ééééééé\"}}~éé...~é...",
                "{{wrap 3 \"éé éé\"}}~éé\\néé~éé\\néé",
                "{{wrapWith 2 \"/\" \"ééé\"}}~éé/é~é/é/é"
            })
    void cutBetweenCharactersAndUnderDgrBetweenBytes(String template, String characters, String bytes) {
        assertThat(quoted(render(Dialect.DRAY, template))).isEqualTo(characters);
        assertThat(quoted(render(Dialect.DGR, template))).isEqualTo(bytes);
    }

    /** Bytes that are no text as Go writes them. */
    private static String quoted(String text) {
        String quoted = io.dray.template.value.GoQuote.quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{toDate \"2006-01-02\" \"tomorrow\"}}~parsing time \"tomorrow\"",
                "{{toDate \"2006-01-02\" \"2020-02-30\"}}~parsing time",
                "{{toDecimal \"9\"}}~not an octal number: 9",
                "{{urlJoin (dict \"host\" 1)}}~the part host of a URL must be a string",
                "{{urlParse \"a b\"}}~blank or control character",
                "{{must 1}}~function \"must\" not defined",
                "{{mustNothing 1}}~function \"mustNothing\" not defined",
                "{{regexMatch \"(a{100}){100}\" \"a\"}}~invalid repeat count"
            })
    void areRefusedWithAReason(String template, String reason) {
        assertThatThrownBy(() -> render(Dialect.DRAY, template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[0-9]{1,3}(\\\\.[0-9]{1,3}){3}~10.0.12.255~true",
                "\\\\x{1F600}\\\\p{L}{2}~😀ab~true",
                "\\\\Q{5000}\\\\E[{]{2}~{5000}{{~true",
                "^([a-f0-9]{8}-){2}$~01234567-89abcdef-~true"
            })
    void takeRepetitionsThatAreNone(String expression, String text, String matches) {
        assertThat(render(Dialect.DRAY, "{{regexMatch \"" + expression + "\" `" + text + "`}}"))
                .isEqualTo(matches);
    }
}
