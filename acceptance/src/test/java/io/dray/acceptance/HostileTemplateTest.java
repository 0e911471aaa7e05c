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
    private static final Duration LIMIT = Duration.ofSeconds(10);
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

    @ParameterizedTest
    @MethodSource("hostile")
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
