package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dray.core.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an error says besides what is wrong: what to do. */
class HintTest {
    private static final String DATA =
            "{\"s\":\"abc\",\"n\":3,\"null\":null,\"l\":[1,2,3],\"m\":{\"a-b\":1},\"redis\":{\"port\":1}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '\u0001', textBlock = """
        {{.s                           | the action needs its end, }}
        {{/* a                         | the comment needs its end, */}}
        {{(.s}}                        | a ) is missing
        {{"s}}                         | a " is missing
        {{1+2}}                        | the functions add and sub
        {{.m.a-b}}                     | {{index . "a-b"}}
        {{if .s == "a"}}{{end}}        | compared with eq
        {{template s}}                 | {{template "name" .}}
        {{if .s}}                      | an {{end}} is missing
        {{range .l}}{{else if .s}}{{end}} | {{else if}} does not belong here
        {{if .s}}{{define "x"}}{{end}}{{end}} | outside of all other actions
        {{'ab'}}                       | texts in double ones
        {{$nobody}}                    | declare it first: {{$nobody := ...}}
        {{$body := 1}}{{$bod}}         | did you mean $body?
        {{uper .s}}                    | did you mean upper?
        {{.s 1}}                       | only functions take arguments
        {{.redis.prot}}                | did you mean .redis.port?
        {{.s.x}}                       | .s is a string, which has no fields
        {{template "x"}}{{define "x"}}{{.y}}{{end}} | a template gets what it is given
        {{template "nobody"}}          | define it here or in a partial
        {{.null}}                      | ask first: {{if ...}}
        {{len .null}}                  | it is null
        {{index .l 3}}                 | it has 3, of which the last is 2
        {{index .m 1}}                 | the keys of maps are texts
        {{lt .s 1}}                    | makes them alike
        {{lt .l 1}}                    | only numbers and texts have an order
        {{upper 1}}                    | it is called as upper(s string) string
        {{upper}}                      | it is called as upper(s string) string
        {{div 1 0}}                    | ask first
        {{int "x"}}                    | give it a number
        {{b64dec "%"}}                 | b64enc makes it
        {{fail "no"}}                  | what the template itself says
        {{dateInZone "2006" now "Mars"}} | Europe/Paris
        {{until 100000000000}}         | give a number of 32 bits
        {{repeat "x" 999999999}}       | make shorter texts
        """)
    void saysWhatToDo(String template, String hint) {
        InvalidInputException failure = catchThrowableOfType(
                InvalidInputException.class,
                () -> Template.parse("t", template, Functions.dray(), TemplateSet.empty())
                        .render(TestData.parse(DATA), RenderOptions.strict()));

        assertThat(failure).hasMessageStartingWith("t:1:");
        assertThat(failure.hint()).get().asString().contains(hint);
    }
}
