package io.dray.pod.isolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.image.manifest.App;
import io.dray.linux.Capabilities;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IsolatorsTest {
    private static final Capabilities ALL = new Capabilities(-1L);

    @Test
    void anAppWithoutIsolatorsHasTheFourteenCapabilities() {
        assertThat(Isolators.of(List.of(), ALL).capabilities().names()).hasSize(14);
    }

    @Test
    void removesFromTheDefaultSet() {
        Isolators isolators = of("os/linux/capabilities-remove-set", "{\"set\":[\"CAP_KILL\",\"CAP_SYS_ADMIN\"]}");

        assertThat(isolators.capabilities().names()).hasSize(13).doesNotContain("CAP_KILL");
    }

    @Test
    void retainsExactlyWhatIsNamedAndAvailable() {
        App.Isolator retain =
                isolator("os/linux/capabilities-retain-set", "{\"set\":[\"CAP_KILL\",\"CAP_SYS_ADMIN\"]}");

        assertThat(Isolators.of(List.of(retain), Capabilities.of(List.of("KILL")))
                        .capabilities()
                        .names())
                .containsExactly("CAP_KILL");
    }

    @Test
    void tellsWhatTheMachineDoesNotGive() {
        App.Isolator retain =
                isolator("os/linux/capabilities-retain-set", "{\"set\":[\"CAP_KILL\",\"CAP_SYS_ADMIN\"]}");

        assertThat(Isolators.of(List.of(retain), Capabilities.of(List.of("KILL")))
                        .lacking()
                        .names())
                .containsExactly("CAP_SYS_ADMIN");
    }

    @Test
    void whatIsGivenUpIsNotLimited() {
        Isolators open = Isolators.of(List.of(), ALL).without(new GivenUp(true, false, true), ALL);

        assertThat(open.capabilities()).isEqualTo(ALL);
        assertThat(open.calls()).isEqualTo(SystemCallFilter.NONE);
        assertThat(Isolators.of(List.of(), ALL).without(GivenUp.NOTHING, ALL).calls())
                .isEqualTo(SystemCallFilter.DEFAULT.withoutOwnUsers());
    }

    @Test
    void onlyAnAppThatMayMountThingsMayMakeUserNamespaces() {
        App.Isolator retain = isolator("os/linux/capabilities-retain-set", "{\"set\":[\"CAP_SYS_ADMIN\"]}");

        assertThat(Isolators.of(List.of(retain), ALL).calls()).isEqualTo(SystemCallFilter.DEFAULT);
        assertThat(Json.write(Isolators.of(List.of(), ALL).calls().toJson().orElseThrow()))
                .contains(
                        "{\"names\":[\"clone\",\"unshare\"],\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":1,\"args\":"
                                + "[{\"index\":0,\"value\":268435456,\"valueTwo\":268435456,\"op\":\"SCMP_CMP_MASKED_EQ\"}]}",
                        "{\"names\":[\"clone3\"],\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":38}");
    }

    @Test
    void refusesAnUnknownCapability() {
        assertThatThrownBy(() -> of("os/linux/capabilities-retain-set", "{\"set\":[\"CAP_FLY\"]}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CAP_FLY");
    }

    @Test
    void turnsAmountsIntoLimits() {
        assertThat(of("resource/memory", "{\"limit\":\"64Mi\"}").limits().memoryBytes())
                .isEqualTo(OptionalLong.of(64 << 20));
        ContainerLimits cpu =
                of("resource/cpu", "{\"limit\":\"500m\",\"request\":\"250m\"}").limits();
        assertThat(cpu.cpuQuotaMicros()).isEqualTo(OptionalLong.of(50_000));
        assertThat(cpu.cpuShares()).isEqualTo(OptionalLong.of(256));
    }

    @Test
    void suspectsALimitBelowOnePageToBeATypingError() {
        assertThatThrownBy(() -> of("resource/memory", "{\"limit\":\"16m\"}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("16M")));
    }

    @Test
    void doesNotAskForAScoreThatTheMachineRefuses() {
        App.Isolator score = isolator("os/linux/oom-score-adj", "-500");

        assertThat(Isolators.of(List.of(score), ALL).limits().oomScoreAdjustment())
                .hasValue(-500);
        assertThat(Isolators.of(List.of(score), new Capabilities(0)).notEnforced())
                .containsExactly("os/linux/oom-score-adj");
    }

    @Test
    void namesWhatIsNotEnforced() {
        assertThat(of("os/linux/apparmor-profile", "{}").notEnforced()).containsExactly("os/linux/apparmor-profile");
    }

    private static Isolators of(String name, String json) {
        return Isolators.of(List.of(isolator(name, json)), ALL);
    }

    private static App.Isolator isolator(String name, String json) {
        return new App.Isolator(name, Json.parse(name, json));
    }
}
