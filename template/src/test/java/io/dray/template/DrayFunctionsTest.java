package io.dray.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrayFunctionsTest {
    private static final String DATA = "{\"port\":6379,\"half\":0.5,\"big\":20971520,\"name\":\"redis\",\"none\":[],"
            + "\"list\":[\"b\",\"a\",\"b\"],\"mixed\":[1,\"x\",true],\"map\":{\"b\":1,\"a\":{\"k\":[1,{\"z\":null,\"y\":\"n\"}]}}}";

    private static String render(String template) {
        return Template.parse("t", template, Functions.dray(), TemplateSet.empty())
                .render(TestData.parse(DATA), RenderOptions.strict())
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{eq .port 6379.0}} {{ne .port 6379.0}} {{lt .half 1}} {{gt .port 80}} {{eq .port \"6379\"}}~true false true true false",
                "{{eq 1 2 3 1}} {{eq .list (list \"b\" \"a\" \"b\")}} {{eq .map .list}}~true true false",
                "{{add .port 1}} {{sub 1 2}} {{mul .big 1024}} {{div -7 2}} {{mod -7 2}}~6380 -1 21474836480 -3 -1",
                "{{mul 9223372036854775807 2}} {{add .half 1}} {{div 1.0 4}}~18446744073709551614 1.5 0.25",
                "{{min 3 1 2}} {{max 1 2.5}} {{int \"42\"}} {{int 3.9}} {{float64 1}}~1 2.5 42 3 1",
                "{{.big}} {{printf \"%d\" .big}}~20971520 20971520",
                "{{upper .name}} {{toLower \"AbC\"}} {{title \"hello big world\"}} {{trim \"  x \"}}~REDIS abc Hello Big World x",
                "{{trimAll \"-\" \"--x-\"}} {{trimPrefix \"r\" .name}} {{trimSuffix \"s\" .name}}~x edis redi",
                "{{hasPrefix .name \"re\"}} {{hasSuffix .name \"re\"}} {{contains .name \"di\"}}~true false true",
                "{{replace \"aaaa\" \"a\" \"b\" 2}} {{replace \"aaaa\" \"a\" \"b\" -1}} {{replace \"aXa\" \"X\" \"\"}}~bbaa bbbb aa",
                "{{join (split \"a,b,c\" \",\") \"-\"}} {{join .mixed \",\"}} {{join \":\" .list}}~a-b-c 1,x,true b:a:b",
                "{{quote \"a\\\"b\" 1}} {{squote .name}} {{repeat \"ab\" 3}} {{indent 2 \"x\"}}~\"a\\\"b\" \"1\" 'redis' ababab   x",
                "{{base \"/a/b.c\"}} {{dir \"/a/b/../c.d\"}} {{dir \"x\"}} {{base \"\"}} {{base \"//\"}}~b.c /a . . /",
                "{{default \"d\" \"\"}} {{default 1 0}} {{default 1 2}} {{orDef \"\" 1}}|{{orDefs .none 1}}~d 1 2 |[1]",
                "{{keys .map}} {{values (dict \"b\" 1 \"a\" 2)}} {{hasKey .map \"a\"}} {{has \"a\" .list}} {{has 1.0 .mixed}}~[a b] [2 1] true true true",
                "{{first .list}} {{last .list}} {{rest .list}} {{initial .list}} {{reverse .mixed}} {{uniq .list}}~b b [a b] [b a] [true x 1] [b a]",
                "{{append .list \"c\"}} {{prepend .list \"c\"}} {{sortAlpha .list}} {{until 3}}~[b a b c] [c b a b] [a b b] [0 1 2]",
                "{{isMapFirst .map \"a\"}} {{isMapLast .map \"a\"}} {{isMap .map}} {{isArray .list}} {{isString .name}}~true false true true true",
                "{{b64enc \"h\u00e9\"}} {{b64dec \"aMOp\"}} {{(json \"{\\\"a\\\": 1}\").a}} {{index (jsonArray \"[1,2]\") 1}}~aMOp h\u00e9 1 2",
                "{{toJson 1.5}} {{toJson \"<a>\"}} {{toJson 1e21}} {{toJson 1e-7}} {{toJson 12345678901234}}~1.5 \"\\u003ca\\u003e\" 1e+21 1e-7 12345678901234",
            })
    void computes(String template, String output) {
        assertThat(render(template)).isEqualTo(output);
    }

    @Test
    void writesJsonAsGo() {
        assertThat(render("{{toJson .map}}")).isEqualTo("""
                        {
                          "a": {
                            "k": [
                              1,
                              {
                                "y": "n",
                                "z": null
                              }
                            ]
                          },
                          "b": 1
                        }""");
    }

    @Test
    void writesYamlThatReadsBackAsTheSameValues() {
        assertThat(render("{{toYaml .map}}{{toYaml .list}}{{toYaml .none}}{{toYaml 12345678901234}}"))
                .isEqualTo("""
                        a:
                          k:
                          - 1
                          - "y": "n"
                            z: null
                        b: 1
                        - b
                        - a
                        - b
                        []
                        12345678901234
                        """);
        assertThat(
                        render(
                                "{{toYaml (list \"yes\" \"a: b\" \"# x\" \"1.10\" \"it's\" \"\" \"a\\nb\\n\" \"- x\" \" y\")}}"))
                .isEqualTo("""
                        - "yes"
                        - 'a: b'
                        - '# x'
                        - "1.10"
                        - it's
                        - ""
                        - |
                          a
                          b
                        - '- x'
                        - ' y'
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{add \"1\" 1}}",
                "{{div 1 0}}",
                "{{mod 1 0}}",
                "{{upper 1}}",
                "{{upper}}",
                "{{upper \"a\" \"b\"}}",
                "{{dict \"a\"}}",
                "{{lt \"a\" 1}}",
                "{{lt .list 1}}",
                "{{json \"[1]\"}}",
                "{{json \"{\"}}",
                "{{b64dec \"*\"}}",
                "{{repeat \"x\" -1}}",
                "{{int \"x\"}}",
                "{{fail \"stop\"}}",
                "{{first 1}}"
            })
    void refusesArgumentsItCannotWorkOn(String template) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("t:1:3: executing \"t\" at <.*>: (error calling|wrong number of args for) .*");
    }
}
