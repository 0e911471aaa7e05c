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
import io.dray.core.Json;
import io.dray.core.ProcessOwner;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.network.NetworkChoice;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        assertThat(request.network()).isEqualTo(new NetworkChoice.None());
        assertThat(request.environment()).isEqualTo(Map.of("A", "1", "B", "x=y"));
        assertThat(request.hostname().of("1234")).isEqualTo("h");
        assertThat(request.interactive()).isTrue();
        assertThat(request.uuidFile()).contains(Path.of("/tmp/uuid"));
        assertThat(request.launcher()).isEqualTo(LAUNCHER);
        assertThat(request.apps()).containsExactly(AppRequest.of(ImageReference.parse("example.com/a:1")));
    }

    @Test
    void usesTheDefaultNetworkUnlessToldOtherwise() {
        assertThat(request(new ArgumentToken("a")).network()).isEqualTo(NetworkChoice.DEFAULT);
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
        assertThat(first.changes().exec()).contains("/bin/x");
        assertThat(first.changes().arguments()).containsExactly("-v", "1");
        assertThat(first.name()).isEmpty();
        AppRequest second = request.apps().getLast();
        assertThat(second.changes().exec()).isEmpty();
        assertThat(second.changes().arguments()).isEmpty();
        assertThat(second.name()).contains("second");
        assertThat(second.changes().environment()).isEqualTo(Map.of("B", "2"));
        assertThat(request.environment()).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void takesTheOptionsOfASingleImageBeforeItToo() {
        RunRequest request = request(option("exec", "/bin/x"), new ArgumentToken("a"));

        assertThat(request.apps().getFirst().changes().exec()).contains("/bin/x");
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
                .hasMessage("an image is required before any app arguments");
    }

    @Test
    void readsLimitsAndRightsAsIsolators() {
        AppRequest app = request(
                        new ArgumentToken("a"),
                        option("memory", "64M"),
                        option("cpu-shares", "512"),
                        option("caps-remove", "CAP_KILL,CAP_CHOWN"),
                        option("seccomp", "mode=retain,errno=EPERM,read,write"),
                        option("supplementary-gids", "5,6"),
                        option("readonly-rootfs", "true"),
                        option("mount", "volume=data,target=/data"))
                .apps()
                .getFirst();

        assertThat(app.changes().isolators())
                .extracting(isolator -> isolator.name() + "=" + Json.write(isolator.value()))
                .containsExactly(
                        "resource/memory={\"request\":\"64M\",\"limit\":\"64M\"}",
                        "os/linux/cpu-shares=512",
                        "os/linux/capabilities-remove-set={\"set\":[\"CAP_KILL\",\"CAP_CHOWN\"]}",
                        "os/linux/seccomp-retain-set={\"set\":[\"read\",\"write\"],\"errno\":\"EPERM\"}");
        assertThat(app.changes().supplementaryGids()).contains(List.of(5L, 6L));
        assertThat(app.readOnlyRoot()).isTrue();
        assertThat(app.mounts()).containsExactly(MountRequest.of("data", "/data"));
    }

    @Test
    void aMountBeforeTheFirstImageIsForAllApps() {
        RunRequest request = request(
                option("volume", "data,kind=empty"),
                option("mount", "volume=data,target=/data"),
                new ArgumentToken("a"),
                new ArgumentToken("b"));

        assertThat(request.volumes()).containsExactly(Volume.Empty.named("data"));
        assertThat(request.apps())
                .extracting(AppRequest::mounts)
                .containsOnly(List.of(MountRequest.of("data", "/data")));
    }

    @Test
    void theVariablesOfFilesAreWeakerThanThoseOfOptions(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("env"), "# comment\n\nA=file\nB=x=y\n");

        assertThat(request(
                                option("set-env-file", file.toString()),
                                option("set-env", "A=option"),
                                option("inherit-env", "true"),
                                new ArgumentToken("a"))
                        .environment())
                .isEqualTo(Map.of("A", "option", "B", "x=y"));
        assertThat(request(option("inherit-env", "true"), new ArgumentToken("a"))
                        .inherited())
                .isEqualTo(Map.of("A", "caller"));
        Files.writeString(file, "A=1\nnonsense\n");
        assertThatThrownBy(() -> request(option("set-env-file", file.toString()), new ArgumentToken("a")))
                .hasMessage(file + ":2: 'nonsense' is not of the form NAME=VALUE");
    }

    @Test
    void refusesWhatContradictsItself() {
        ArgumentToken image = new ArgumentToken("a");
        assertRefused("conflicting flags set with --pod-manifest (see --help)", option("pod-manifest", "f"), image);
        assertRefused(
                "conflicting flags set with --pod-manifest (see --help)",
                option("pod-manifest", "f"),
                option("volume", "v,kind=empty"));
        assertRefused("must provide at least one image or specify the pod manifest");
        assertRefused(
                "--exec specified multiple times for the same image", image, option("exec", "a"), option("exec", "b"));
        assertRefused(
                "only one set of app arguments allowed per image",
                image,
                new PassedOnToken(List.of("x")),
                new PassedOnToken(List.of("y")));
        assertRefused(
                "--caps-retain and --caps-remove exclude each other",
                image,
                option("caps-retain", "CAP_KILL"),
                option("caps-remove", "CAP_KILL"));
        assertRefused("--cpu-shares takes whole numbers, not 'x'", image, option("cpu-shares", "x"));
        assertRefused(
                "--seccomp 'mode=all,read': the mode is retain or remove, not 'all'",
                image,
                option("seccomp", "mode=all,read"));
    }

    private static void assertRefused(String message, Token... tokens) {
        assertThatThrownBy(() -> request(tokens))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
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
        return RunOptions.request(
                new ParsedArguments(List.of(tokens)),
                Map.of("A", "caller", "DRAY_LAUNCHER", "x"),
                LAUNCHER,
                image -> ImageReference.parse(image.word()));
    }
}
