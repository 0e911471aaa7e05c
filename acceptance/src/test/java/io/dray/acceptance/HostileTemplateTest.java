package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Templates that try to take all time or all memory, through the launcher, whose JVM has a heap of 256 MB: each is refused with
 * one line and within seconds.
 */
class HostileTemplateTest {
    /** The longest that a rendering may take is 10 seconds; the machine may be busy. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int DEEP = 200_000;

    @TempDir
    Path directory;

    static Stream<String> hostile() {
        String doubling = "{{$x := \"0123456789\"}}{{range until 64}}{{$x = print $x $x}}{{end}}{{len $x}}";
        return Stream.of(
                "{{range until 100000}}{{range until 100000}}{{range until 100000}}{{end}}{{end}}{{end}}",
                "{{range 1000000000000}}x{{end}}",
                "{{range until 2000000000}}{{end}}",
                "{{range untilStep 0 2000000000 1}}{{end}}",
                "{{seq 1 2000000000}}",
                "{{repeat \"x\" 2000000000}}",
                "{{repeat (repeat \"x\" 1000000) 1000000}}",
                "{{indent 2000000000 \"x\"}}",
                "{{nindent 2000000000 \"x\"}}",
                "{{center 2000000000 \"x\"}}",
                "{{ljust 2000000000 \"x\"}}",
                "{{rjust 2000000000 \"x\"}}",
                "{{randAlpha 2000000000}}",
                "{{printf \"%1000000000d\" 1}}{{printf \"%*d\" 2000000000 1}}{{repeat \"x\" 2000000000}}",
                "{{range until 100000}}{{printf \"%0999999d\" 1}}{{end}}",
                "{{printf \"%.999999f\" 1.5}}{{range until 5000}}{{printf \"%999999s\" \"x\"}}{{end}}",
                doubling,
                doubling.replace("print $x $x", "cat $x $x"),
                doubling.replace("print $x $x", "replace $x \"0\" $x -1"),
                doubling.replace("print $x $x", "join (list $x $x) $x"),
                doubling.replace("print $x $x", "toJson $x | quote | toJson | quote"),
                "{{$l := list 1}}{{range until 64}}{{$l = list $l $l}}{{end}}{{$l}}",
                "{{$l := list 1}}{{range until 64}}{{$l = list $l $l}}{{end}}{{toJson $l}}",
                "{{$l := list 1}}{{range until 64}}{{$l = list $l $l}}{{end}}{{toYaml $l}}",
                "{{$l := list 1}}{{$m := list 1}}{{range until 64}}{{$l = list $l $l}}{{$m = list $m $m}}{{end}}{{eq $l $m}}",
                "{{$n := 2}}{{range until 1000}}{{$n = mul $n $n}}{{end}}{{$n}}",
                "{{define \"a\"}}{{template \"a\" .}}{{end}}{{template \"a\" .}}",
                "{{define \"a\"}}{{template \"b\" .}}{{template \"b\" .}}{{end}}"
                        + "{{define \"b\"}}{{template \"a\" .}}{{template \"a\" .}}{{end}}{{template \"a\" .}}",
                "{{if true}}".repeat(DEEP),
                "{{if true}}".repeat(DEEP) + "{{end}}".repeat(DEEP),
                "{{" + "(".repeat(DEEP) + "1" + ")".repeat(DEEP) + "}}",
                "{{regexMatch \"(a+)+$\" \"" + "a".repeat(5000) + "b\"}}{{fail \"matched in time\"}}",
                "{{regexFindAll \"(x?){64}\" \"" + "x".repeat(200) + "\" -1}}{{fail \"matched in time\"}}");
    }

    /** Functions that made too much, looked too long or called themselves without an end. */
    static Stream<String> functions() {
        return Stream.of(
                "{{split (repeat \"x\" 16000000) \"\"}}",
                "{{split (repeat \"x,\" 8000000) \",\"}}",
                "{{splitn \",\" -1 (repeat \"x,\" 8000000)}}",
                "{{regexFindAll \"a\" (repeat \"a\" 16000000) -1}}",
                "{{regexSplit \"\" (repeat \"a\" 16000000) -1}}",
                "{{regexMatch \"(((((){1000}){1000}){1000}){1000}){1000}x\" \"a\"}}",
                "{{regexMatch \"(?:){2000000000}\" \"a\"}}",
                "{{printf (repeat \"%d\" 8000000)}}",
                "{{snakecase (repeat \"aB\" 8000000)}}",
                "{{clean (repeat \"../\" 5000000)}}{{fail \"in time\"}}",
                "{{shuffle (repeat \"x\" 16000000)}}",
                "{{randAlphaNum 16000000}}",
                "{{randBytes 2000000000}}",
                "{{trimAll (print (repeat \"x\" 1000000) \"y\") (repeat \"y\" 8000000)}}{{fail \"in time\"}}",
                "{{striptags (repeat \"<\" 16000000)}}{{fail \"in time\"}}",
                "{{expandenv (repeat \"${\" 8000000)}}{{fail \"in time\"}}",
                "{{wrapWith 1 \",\" (repeat \"x\" 8000000)}}{{fail \"in time\"}}",
                "{{uniq (until 1000000)}}{{fail \"in time\"}}",
                "{{semverCompare (repeat \">1 \" 5000000) \"1.0.0\"}}",
                "{{semver (print \"1.2.3-\" (repeat \"9\" 8000000))}}",
                "{{int (repeat \"9\" 16000000)}}",
                "{{fromJson (repeat \"9\" 8000000)}}",
                "{{fromJson \"1e1000000000\"}}",
                "{{fromJson (print \"[\" (repeat \"1,\" 8000000) \"1]\")}}",
                "{{fromJson (print (repeat \"[\" 1000000) (repeat \"]\" 1000000))}}",
                "{{fromYaml (print \"1\" (repeat \"0\" 15000000))}}{{fail \"in time\"}}",
                "{{fromYaml (repeat \"[\" 1000000)}}",
                "{{fromYaml \"&a [*a]\"}}",
                "{{$c := cell}}{{$_ := $c.Set (list $c)}}{{$c}}",
                "{{$m := dict}}{{$_ := set $m \"a\" $m}}{{$m}}",
                "{{$m := dict}}{{$_ := set $m \"a\" $m}}{{toJson $m}}",
                "{{$l := dict}}{{range until 64}}{{$l = dict \"a\" $l \"b\" $l}}{{end}}{{deepCopy $l}}",
                "{{$l := dict}}{{range until 64}}{{$l = dict \"a\" $l \"b\" $l}}{{end}}{{howDeep $l 1}}",
                "{{$l := dict}}{{range until 64}}{{$l = dict \"a\" $l \"b\" $l}}{{end}}{{merge $l (deepCopy (dict)) $l}}"
                        + "{{fail \"in time\"}}",
                "{{range until 1000000}}{{$x := genPrivateKey \"ecdsa\"}}{{end}}",
                "{{" + "1".repeat(DEEP) + "}}",
                "{{.}}".repeat(3_000_000),
                calls());
    }

    /** Forty definitions, of which each calls the next one twice. */
    private static String calls() {
        StringBuilder template = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String next = "{{template \"t" + (i + 1) + "\"}}";
            template.append("{{define \"t" + i + "\"}}" + next + next + "{{end}}");
        }
        return template + "{{define \"t40\"}}{{end}}{{template \"t0\"}}";
    }

    /** Attributes that are as hostile. */
    static Stream<String> attributes() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1) + ", ";
            laughs.append("a" + i + ": &a" + i + " [" + before.repeat(8) + "*a" + (i - 1) + "]\n");
        }
        return Stream.of(
                laughs.toString(),
                "a: &a [*a]\n",
                "a: " + "[".repeat(DEEP),
                "- ".repeat(DEEP),
                "a: [" + "x, ".repeat(5_000_000) + "x]\n",
                "a: x" + "9".repeat(17_000_000) + "\n");
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void hostileAttributesAreRefusedInOneLine(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("a.yml"), yaml);
        Path template = Files.writeString(directory.resolve("t"), "{{.a}}");

        Dray.Result result = Dray.run("template", "--attributes=" + file, template.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.errorLine()).contains(file.toString());
        assertThat(result.err()).doesNotContain("Exception", "OutOfMemory", "\tat ");
    }

    @ParameterizedTest
    @MethodSource({"hostile", "functions"})
    void isRefusedInOneLine(String hostile) throws IOException {
        Path template = Files.writeString(directory.resolve("t"), hostile);

        long start = System.nanoTime();
        Dray.Result result = Dray.run("template", template.toString());
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertThat(result.code()).as(result.err()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.errorLine()).contains(template + ":");
        assertThat(result.err().lines().count()).as(result.err()).isLessThanOrEqualTo(2);
        assertThat(result.err()).doesNotContain("Exception", "OutOfMemory", "\tat ");
        assertThat(taken).isLessThan(LIMIT);
    }
}
