package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.clikit.Token.PassedOnToken;
import io.dray.clikit.Token.SeparatorToken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    private final TestingProgram ship = new TestingProgram();

    @ParameterizedTest
    @CsvSource({
        "run --dir=/d img, /d",
        "run --dir /d img, /d",
        "--dir=/d run img, /d",
        "--dir /d run img, /d",
        "run img --dir /d, /d",
        "run --dir=/a img --dir=/b, /b",
        "run --dir= img, ''",
        "run --dir=a=b img, a=b",
    })
    void readsAValueInEverySpellingAndPlace(String line, String value) {
        assertThat(ship.parse(line.split(" ", -1)).value(TestingProgram.DIR)).contains(value);
        assertThat(ship.executed.getLast().arguments()).containsExactly("img");
    }

    @ParameterizedTest
    @CsvSource({
        "build -k, true",
        "build --keep, true",
        "build --keep=true, true",
        "build --keep=1, true",
        "build --keep=F, false",
        "build --keep --keep=false, false",
        "-k build, true",
        "build, false",
    })
    void readsBooleans(String line, boolean value) {
        assertThat(ship.parse(line.split(" ", -1)).has(TestingProgram.KEEP)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"build -Wdir", "build -W=dir", "build -W dir", "build -kWdir", "build -kW dir", "-W dir build"})
    void readsShortOptionsWithValues(String line) {
        assertThat(ship.parse(line.split(" ", -1)).value(TestingProgram.WORK)).contains("dir");
    }

    @Test
    void readsARepeatedOptionInOrder() {
        assertThat(ship.parse("run", "--set-env=A=1", "img", "--set-env", "B=2").values(TestingProgram.SET_ENV))
                .containsExactly("A=1", "B=2");
    }

    @Test
    void takesNoWordForAnOptionThatMayStandAlone() {
        ParsedArguments arguments = ship.parse("run", "--net", "host");

        assertThat(arguments.value(TestingProgram.NET)).contains("default");
        assertThat(arguments.arguments()).containsExactly("host");
    }

    @Test
    void findsTheCommandBehindItsOwnOptions() {
        assertThat(ship.parse("--set-env", "build", "run", "img").values(TestingProgram.SET_ENV))
                .containsExactly("build");
    }

    @Test
    void handsOverTokensInOrder() {
        ParsedArguments arguments = ship.parse("run", "a", "--net=none", "--", "-x", "--", "---", "b");

        assertThat(arguments.tokens())
                .containsExactly(
                        new ArgumentToken("a"),
                        new OptionToken(TestingProgram.NET, "none"),
                        new PassedOnToken(List.of("-x", "--")),
                        new SeparatorToken(),
                        new ArgumentToken("b"));
        assertThat(arguments.passedOn()).containsExactly("-x", "--");
    }

    @Test
    void takesOptionsForArgumentsAfterTwoDashes() {
        assertThat(ship.parse("build", "--", "--keep").arguments()).containsExactly("--keep");
    }

    @Test
    void takesASingleDashForAnArgument() {
        assertThat(ship.parse("build", "-").arguments()).containsExactly("-");
    }

    @ParameterizedTest
    @CsvSource({
        "b, build",
        "im l, image list",
        "ima r x, image rm",
        "run x, run",
        "l, list",
        "internal words x, internal words"
    })
    void acceptsUnambiguousPrefixesOfCommands(String line, String command) {
        assertThat(ship.run(line.split(" ", -1))).isZero();
        assertThat(ship.out()).isEqualTo("did " + command + "\n");
    }

    @Test
    void constructsNoOtherCommand() {
        ship.run("--dir", "/d", "image", "list");

        assertThat(ship.created).containsExactly("image list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '"', textBlock = """
            lsit                ^ unknown command 'lsit' ^ did you mean 'list'? 'ship help' lists all commands
            frobnicate          ^ unknown command 'frobnicate' ^ 'ship help' lists all commands
            inter words x       ^ unknown command 'inter' ^ 'ship help' lists all commands
            image lst           ^ unknown command 'image lst' ^ did you mean 'image list'? 'ship help image' lists all commands
            --frob              ^ unknown option --frob ^ 'ship --help' lists the options
            build --kep=true    ^ unknown option --kep ^ did you mean --keep? 'ship build --help' lists the options
            build -x            ^ unknown option -x ^ 'ship build --help' lists the options
            run img --net=hots  ^ --net takes one of host|none|default, not 'hots' ^
            build --keep=maybe  ^ --keep takes true or false, not 'maybe' ^
            build --work        ^ --work needs a value ^ write -W, --work=DIR
            build a b           ^ build takes at most one DIR, found 'b' ^ usage: ship build [options] [DIR]
            list a              ^ list takes no arguments, found 'a' ^ usage: ship list
            run                 ^ run needs an IMAGE ^ usage: ship run [options] IMAGE... [-- ARGUMENT...]
            completion tcsh     ^ completion takes one of bash|zsh|fish, not 'tcsh' ^
            image               ^ ship image needs a command ^ 'ship help image' lists them
            --dir /d            ^ ship needs a command ^ 'ship help' lists them
            """)
    void refusesOnOneLineWithAHint(String line, String message, String hint) {
        String expected = "ship: " + message + "\n" + (hint == null ? "" : "ship: hint: " + hint + "\n");

        assertThat(ship.run(line.split(" ", -1))).isEqualTo(254);
        assertThat(ship.err()).isEqualTo(expected);
        assertThat(ship.out()).isEmpty();
    }

    @Test
    void namesTheCommandsOfAnAmbiguousPrefix() {
        TestingProgram other = new TestingProgram() {
            @Override
            public List<String> names() {
                return List.of("run", "rm");
            }
        };

        assertThat(other.run("r")).isEqualTo(254);
        assertThat(other.err())
                .isEqualTo(
                        "ship: ambiguous command 'r': it could be run, rm\nship: hint: 'ship help' lists all commands\n");
    }
}
