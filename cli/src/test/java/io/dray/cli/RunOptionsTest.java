package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Token;
import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.clikit.Token.PassedOnToken;
import io.dray.clikit.Token.SeparatorToken;
import io.dray.core.InvalidInputException;
import io.dray.core.ProcessOwner;
import io.dray.image.ImageReference;
import io.dray.pod.AppRequest;
import io.dray.pod.Launcher;
import io.dray.pod.Network;
import io.dray.pod.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    private static final Launcher LAUNCHER = new Launcher(new ProcessOwner(1, 2, "boot"), "/bin/dray");

    @Test
    void readsThePod() {
        RunRequest request = request(
                option("net", "none"),
                option("set-env", "A=1"),
                option("set-env", "B=x=y"),
                option("hostname", "h"),
                option("interactive", "true"),
                option("uuid-file-save", "/tmp/uuid"),
                new ArgumentToken("example.com/a:1"));

        assertThat(request.network()).isEqualTo(Network.NONE);
        assertThat(request.environment()).isEqualTo(Map.of("A", "1", "B", "x=y"));
        assertThat(request.hostname()).contains("h");
        assertThat(request.interactive()).isTrue();
        assertThat(request.uuidFile()).contains(Path.of("/tmp/uuid"));
        assertThat(request.launcher()).isEqualTo(LAUNCHER);
        assertThat(request.apps()).containsExactly(AppRequest.of(ImageReference.parse("example.com/a:1")));
    }

    @Test
    void usesTheDefaultNetworkUnlessToldOtherwise() {
        assertThat(request(new ArgumentToken("a")).network()).isEqualTo(Network.DEFAULT);
    }

    @Test
    void givesOptionsAndArgumentsToTheImageBeforeThem() {
        RunRequest request = request(
                new ArgumentToken("a"),
                option("exec", "/bin/x"),
                option("set-env", "A=1"),
                new PassedOnToken(List.of("-v", "1")),
                new SeparatorToken(),
                new ArgumentToken("b"),
                option("name", "second"),
                option("environment", "B=2"));

        AppRequest first = request.apps().getFirst();
        assertThat(first.exec()).contains("/bin/x");
        assertThat(first.arguments()).containsExactly("-v", "1");
        assertThat(first.name()).isEmpty();
        AppRequest second = request.apps().getLast();
        assertThat(second.exec()).isEmpty();
        assertThat(second.arguments()).isEmpty();
        assertThat(second.name()).contains("second");
        assertThat(second.environment()).isEqualTo(Map.of("B", "2"));
        assertThat(request.environment()).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void takesTheOptionsOfASingleImageBeforeItToo() {
        RunRequest request = request(option("exec", "/bin/x"), new ArgumentToken("a"));

        assertThat(request.apps().getFirst().exec()).contains("/bin/x");
    }

    @Test
    void refusesAnOptionThatCouldBeOfAnyOfSeveralImages() {
        assertThatThrownBy(() -> request(option("exec", "/bin/x"), new ArgumentToken("a"), new ArgumentToken("b")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--exec must follow an image");
    }

    @Test
    void refusesArgumentsOfNoImage() {
        assertThatThrownBy(() -> request(new PassedOnToken(List.of("x")), new ArgumentToken("a")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("arguments after -- must follow an image");
    }

    private static OptionToken option(String name, String value) {
        for (OptionSpec option : RunOptions.ALL) {
            if (option.name().equals(name)) {
                return new OptionToken(option, value);
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static RunRequest request(Token... tokens) {
        return RunOptions.request(new ParsedArguments(List.of(tokens)), LAUNCHER, ImageReference::parse);
    }
}
