package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods on a machine with systemd and version 2 of the control groups. It is emulated, and so takes some minutes: only where
 * DRAY_MACHINE says so.
 */
class SystemdMachineTest {
    private static String said = "";

    @BeforeAll
    static void boot(@TempDir Path directory) throws IOException {
        assumeTrue(
                "yes".equals(System.getenv("DRAY_MACHINE")),
                "DRAY_MACHINE=yes boots a machine with systemd: needs qemu-system-x86, debootstrap and some minutes");
        Path layout = directory.resolve("machine");
        Path image = TinyImage.named("example.com/acceptance/machine", layout).archive();
        Path machine = Dray.HOME.resolve("acceptance/machine");
        Dray.Result result = Dray.program(
                machine.resolve("boot").toString(),
                Dray.HOME.resolve("acceptance/target/machine").toString(),
                machine.resolve("systemd").toString(),
                image.toString());
        said = result.out().replace("\r", "");
        assertThat(said).as(result.err()).contains("=== end\n");
    }

    @Test
    void limitsHold() {
        assertThat(section("limits")).isEqualTo("67108864\n50000 100000\n0::/\n");
    }

    @Test
    void deathForWantOfMemoryIsSaid() {
        assertThat(section("oom"))
                .contains("dray: app machine ran out of memory and was killed by the kernel\n", "code 137\n1\n");
    }

    @Test
    void usersOfAPodAreItsOwn() {
        assertThat(section("users")).matches(" +0 +\\d{10} +65536\n0\n");
    }

    @Test
    void aPodIsBelowItsUnitWhichKnowsItsApps() {
        assertThat(section("unit")).matches("""
                        /system.slice/web.service
                        \\p{XDigit}{8}\\s+web\\s+machine\\s.*64MiB.*
                        (?s:.*)running(?s:.*)
                        67108864
                        hello from the app
                        no app
                        .*web.*exited.*
                        """);
    }

    @Test
    void severalAppsEndWithTheirUnit() {
        assertThat(section("pod")).isEqualTo("failed\n");
    }

    @Test
    void wantOfMemoryBelowAUnitIsSaidInItsJournal() {
        assertThat(section("starving"))
                .matches("exit-code\n137\ndray: app machine ran out of memory and was killed by the kernel\n");
    }

    @Test
    void aUnitIsReadyWhenItsAppsAreStartedAndStoppingItStopsThem() {
        assertThat(section("service"))
                .isEqualTo("active\n2\nsuccess 143\nstate=exited\napp-one=143\napp-two=143\nno app\n");
    }

    @Test
    void nothingIsLeft() {
        assertThat(section("left").lines().filter(line -> !line.isEmpty() && !line.endsWith(":")))
                .isEmpty();
    }

    private static String section(String name) {
        String begin = "=== " + name + "\n";
        int start = said.indexOf(begin) + begin.length();
        return said.substring(start, said.indexOf("=== ", start));
    }
}
