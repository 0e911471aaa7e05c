package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dgr's own functions and gtf's; sprig's are in {@link SprigGoldenTest}. */
class DgrFunctionsTest {
    private static final String DATA =
            "{\"port\":8080,\"big\":12345678901234,\"list\":[\"b\",\"a\"],\"two\":[1,2],\"none\":[],"
                    + "\"map\":{\"a\":{\"x\":1},\"b\":{\"c\":{\"d\":1}}},\"null\":null,\"s\":\"redis\",\"html\":\"<a>&\"}";

    private static String render(Functions functions, String template) {
        RenderOptions options = Dialect.DGR.options(_ -> Optional.empty(), new TestContext(Map.of("HOME", "/root")));
        return Template.parse("t", template, functions, TemplateSet.empty())
                .render(Dialect.DGR.data(TestData.parse(DATA)), options)
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{eq .port 8080}} {{eq .port 8080.0}} {{eq 1 2 1}} {{eq 1}} {{eq .list .list}} {{eq 1 \"1\"}}~false"
                        + " true true false true false",
                "{{eq (split \"b,a\" \",\") .list}} {{eq (pairs \"a\" 1) (dict \"a\" 1)}} {{eq}}~false false false",
                "{{add 1 2}} {{sub 1 2}} {{mul 3 4}} {{div -7 2}} {{mod -7 2}}~3 -1 12 -3 -1",
                "{{mul 9223372036854775807 2}}~-2",
                "{{add (int .port) 1}} {{add 2.0 1}}~8081 3",
                "{{toYaml .big}}{{toYaml .port}}{{toYaml 1000000.0}}~'1.2345679e+13\n8080\n1e+06\n'",
                "{{toYaml .list}}~'- b\n- a\n'",
                "{{toJson .html}} {{toJson .big}}~\"\\u003ca\\u003e\\u0026\" 12345678901234",
                "{{join (split \"a,b\" \",\") \"-\"}} {{join (keys .map) \",\"}} {{replace \"aaa\" \"a\" \"b\" 2}}"
                        + " {{repeat \"ab\" 2}}~a-b a,b bba abab",
                "{{typeOf .port}} {{typeOf .list}} {{typeOf .map}} {{typeOf (split \"a\" \"b\")}} {{typeOf"
                        + " (pairs)}}~float64 []interface {} map[string]interface {} []string map[interface {}]interface"
                        + " {}",
                "{{printf \"%T %T %T\" (int64 1) (until 1) datetime}}~int64 []int time.Time",
                "{{isType .port \"float64\"}} {{isKind .list \"slice\"}} {{isNil .null}} {{isNil .nosuch}} {{isMap"
                        + " .map}} {{isArray (until 1)}}~true true true true true true",
                "{{isMapFirst .map \"a\"}} {{IsMapLast .map \"b\"}} {{isMapLast .map \"a\"}}~true true false",
                "{{howDeep .map .map.a}} {{HowDeep .map .map.b.c}} {{howDeep .map .map.b.c.d}} {{howDeep .map .two}}~1"
                        + " 2 0 0",
                "{{ifOrDef .nosuch 1 2}} {{ifOrDef \"\" 1 2}} {{orDef \"\" 1}}| {{orDef .null 1}} {{orDefs .none 5}}"
                        + " {{orDefs .nosuch 5}} {{orDefs .two 5}}~2 1 | 1 [5] [5] [1 2]",
                "{{$c := cell 1}}{{range .two}}{{$_ := $c.Set .}}{{end}}{{$c.Get}} {{(cell).Get}} {{typeOf $c}}~2 <no"
                        + " value> *template.Cell",
                "{{(json \"{\\\"a\\\":1000000}\").a}} {{index (jsonArray \"[1]\") 0 | typeOf}}~1e+06 float64",
                "{{range $k, $v := pairs 1 \"a\" \"x\" 2}}{{$k}}={{$v}};{{end}} {{(pairs \"a\" 5).a}} {{pairs 1"
                        + " \"a\"}}~1=a;x=2; 5 map[1:a]",
                "{{datetime}}|{{date \"2006-01-02\" datetime}}|{{datetime.Year}}|{{datetime.Format"
                        + " \"15:04\"}}~2023-11-14 22:13:20 +0000 UTC|2023-11-14|2023|22:13",
                "{{default 5 .nosuch}} {{default 5 0}} {{first .list}} {{last .two}}~5 5 b 2",
                "{{.nosuch | quote}} {{env \"HOME\"}} {{env \"X\"}}|~\"\" /root |",
                "{{$_ := set .map \"n\" 1}}{{.map.n}} {{keys .map}}~1 [a b n]",
                "{{capfirst \"\"}}|{{capfirst \"abc\"}} {{apnumber 0}} {{apnumber 3}} {{apnumber 10}} {{apnumber"
                        + " .port}}~|Abc <no value> three 10 8080",
                "{{slice 0 5 .two}} {{slice 0 1 .two}} {{slice 1 9 \"hello\"}} {{slice 2 1 \"hello\"}} {{slice 0 1"
                        + " 5}}|~<no value> [1] ello <no value> |",
                "{{intcomma 1234567}} {{intcomma -1000}} {{intcomma 12}} {{intcomma .port}}|~1,234,567 -1,000 12 |",
                "{{ordinal 1}} {{ordinal 2}} {{ordinal 3}} {{ordinal 11}} {{ordinal 112}} {{ordinal 23}} {{ordinal"
                        + " -1}}|~1st 2nd 3rd 11th 112th 23rd |",
                "{{pluralize \"s\" 1}}|{{pluralize \"s\" 2}}|{{pluralize \"y,ies\" 1}}|{{pluralize \"y,ies\""
                        + " 5}}|{{pluralize \"a,b,c\" 1}}|{{pluralize \"s\" .port}}~|s|y|ies||",
                "{{filesizeformat 500}} {{filesizeformat 1536}} {{filesizeformat .big}} {{filesizeformat \"x\"}}|~500"
                        + " bytes 1.5 KB 11.2 TB |",
                "{{center 6 \"ab\"}}|{{center 5 \"ab\"}}|{{ljust 4 \"ab\"}}|{{rjust 4 \"ab\"}}|{{ljust 1 \"ab\"}}~' "
                        + " ab  | ab  |ab  |  ab|ab'",
                "{{length .list}} {{length \"héé\"}} {{length 5}} {{lengthis 2 .two}} {{lengthis 1 5}}~2 3 0 true"
                        + " false",
                "{{divisibleby 2 .port}} {{divisibleby 3 10}} {{divisibleby 0 1}} {{divisibleby \"x\" 1}}~true false"
                        + " false false",
                "{{striptags \"<b>x</b> <i>y\"}} {{urlencode \"a b&c\"}} {{wordcount \" a b  c \"}} {{yesno \"y\""
                        + " \"n\" true}}~x y a+b%26c 3 y",
                "{{truncatechars 5 \"hello world\"}} {{truncatechars 3 \"hello\"}} {{truncatechars 9 \"hello\"}}"
                        + " {{truncatechars -1 \"x\"}}~he... hel hello x",
                "{{random \"\"}}|{{random .none}}|{{random 5}}|{{random \"a\"}}~<no value>|<no value>||a",
            })
    void doesAsDgr(String template, String output) {
        assertThat(render(Functions.dgr(), template)).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{add .port 1}}~wrong type for value; expected int; got float64",
                "{{add 1.5 1}}~expected integer; found 1.5",
                "{{add (int64 1) 1}}~wrong type for value; expected int; got int64",
                "{{gt .port 80}}~incompatible types for comparison",
                "{{ne .port 80}}~incompatible types for comparison",
                "{{join .list \",\"}}~wrong type for value; expected []string; got []interface {}",
                "{{join \",\" .list}}~can't handle",
                "{{replace \"a\" \"b\" \"c\"}}~wrong number of args for replace: want 4 got 3",
                "{{first (split \"a\" \",\")}}~wrong type for value; expected []interface {}; got []string",
                "{{slice .s 0 1}}~wrong type for value; expected int; got string",
                "{{div 1 0}}~integer divide by zero",
                "{{pairs 1}}~",
                "{{upper .nosuch}}~expected string",
                "{{repeat \"x\" -1}}~",
                "{{getenv \"HOME\"}}~function \"getenv\" not defined",
                "{{ternary 1 2 true}}~function \"ternary\" not defined",
                "{{round 1.5}}~function \"round\" not defined",
                "{{cell 1 2}}~wrong number of args for cell",
                "{{howDeep .map nil}}~nil pointer",
                "{{toJson (pairs 1 2)}}~json: unsupported type: map[interface {}]interface {}",
                "{{(cell).Nope}}~can't evaluate field Nope in type *template.Cell",
            })
    void failsAsDgr(String template, String reason) {
        assertThatThrownBy(() -> render(Functions.dgr(), template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason == null ? "" : reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{default 5 .null}} {{default 5 0}} {{default 5 \"\"}} {{default 5 .none}} {{default 5 false}}~<no"
                        + " value> 0 5 5 5",
                "{{replace \"a\" \"banana\"}} {{join \"-\" (split \"a,b\" \",\")}} {{first \"héé\"}} {{last .two}}"
                        + " {{first .none}}~bnn a-b h 2 <no value>",
                "{{upper \"a\"}} {{lower \"B\"}} {{trim \" x \"}} {{toYaml .list}}~'A b x - b\n- a\n'",
            })
    void takesGtfInAttributes(String template, String output) {
        assertThat(render(Functions.dgrAttributes(), template)).isEqualTo(output);
    }

    @Test
    void runsPartialsAsTemplates() {
        assertThat(render(Functions.dgrPartials(), "{{default 5 0}}")).isEqualTo("5");
        assertThatThrownBy(() -> render(Functions.dgrPartials(), "{{keys .map}}"))
                .hasMessageContaining("function \"keys\" not defined");
    }
}
