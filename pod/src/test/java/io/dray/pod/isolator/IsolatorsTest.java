package io.dray.pod.isolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.image.manifest.App;
import io.dray.linux.Capabilities;
import io.dray.pod.container.ContainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .isEqualTo(SystemCallFilter.DEFAULT.withoutOwnUsers().withAnyNodes(false));
    }

    @Test
    void onlyAnAppThatMayMountThingsMayMakeUserNamespaces() {
        App.Isolator retain = isolator("os/linux/capabilities-retain-set", "{\"set\":[\"CAP_SYS_ADMIN\"]}");

        assertThat(Isolators.of(List.of(retain), ALL).calls()).isEqualTo(SystemCallFilter.DEFAULT.withAnyNodes(false));
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
        assertThat(of("os/unix/sysctl", "{}").notEnforced()).containsExactly("os/unix/sysctl");
    }

    @Test
    void namesTheSystemCallsAndTheErrorThatLinuxDoesNotKnow() {
        String remove = "os/linux/seccomp-remove-set";

        assertThat(of(remove, "{\"set\":[\"reboott\",\"stat\",\"@systemd/clock\"],\"errno\":\"EFOO\"}")
                        .notEnforced())
                .containsExactly(
                        remove + " for 'reboott', no system call of Linux,",
                        remove + " with errno 'EFOO', no error of Linux,");
        assertThat(of(remove, "{\"set\":[\"cachestat\",\"vhangup\"],\"errno\":\"EPERM\"}")
                        .notEnforced())
                .isEmpty();
    }

    @Test
    void whereTheKernelHasTheModulesAnAppIsHeldToItsLabelAndProfile(@TempDir Path kernel) throws IOException {
        Files.writeString(kernel.resolve("enforce"), "1");
        Files.writeString(kernel.resolve("profiles"), "/usr/bin/man (enforce)\ncage (complain)\n");
        App.Isolator context = isolator(
                "os/linux/selinux-context",
                "{\"user\":\"system_u\",\"role\":\"system_r\",\"type\":\"container_t\",\"level\":\"s0:c1,c2\"}");

        Isolators held = Isolators.of(
                List.of(context, isolator("os/linux/apparmor-profile", "{\"profile\":\"cage\"}")),
                ALL,
                new SecurityModules(kernel, kernel));

        assertThat(held.notEnforced()).isEmpty();
        assertThat(held.confinement())
                .isEqualTo(new Confinement(Optional.of("system_u:system_r:container_t:s0:c1,c2"), Optional.of("cage")));
        assertThat(Json.write(ContainerConfig.of(List.of("/bin/app"))
                        .withConfinement(held.confinement())
                        .toJson()))
                .contains(
                        "\"selinuxLabel\":\"system_u:system_r:container_t:s0:c1,c2\"",
                        "\"mountLabel\":\"system_u:system_r:container_t:s0:c1,c2\"",
                        "\"apparmorProfile\":\"cage\"");
    }

    @Test
    void aProfileThatApparmorDoesNotHaveIsRefused(@TempDir Path kernel) throws IOException {
        Files.writeString(kernel.resolve("profiles"), "cages (enforce)\n");
        App.Isolator profile = isolator("os/linux/apparmor-profile", "{\"profile\":\"cage\"}");
        SecurityModules modules = new SecurityModules(kernel, kernel);

        assertThatThrownBy(() -> Isolators.of(List.of(profile), ALL, modules))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("os/linux/apparmor-profile: AppArmor has no profile cage");
        assertThatThrownBy(() -> Isolators.of(List.of(isolator("os/linux/apparmor-profile", "{}")), ALL, modules))
                .hasMessage("os/linux/apparmor-profile.profile is missing");
    }

    @Test
    void withoutTheModulesTheirIsolatorsAreOnlyNamed(@TempDir Path kernel) {
        List<App.Isolator> both =
                List.of(isolator("os/linux/selinux-context", "{}"), isolator("os/linux/apparmor-profile", "{}"));

        Isolators isolators = Isolators.of(both, ALL, new SecurityModules(kernel, kernel));

        assertThat(isolators.confinement()).isEqualTo(Confinement.NONE);
        assertThat(isolators.notEnforced()).containsExactly("os/linux/selinux-context", "os/linux/apparmor-profile");
    }

    private static Isolators of(String name, String json) {
        return Isolators.of(List.of(isolator(name, json)), ALL);
    }

    private static App.Isolator isolator(String name, String json) {
        return new App.Isolator(name, Json.parse(name, json));
    }
}
