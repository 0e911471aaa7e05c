package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final long MIB = 1024 * 1024;

    private final TestingProgram ship = new TestingProgram();
    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;

    @Test
    void printsPlainLinesNowAndThenInAPipe() {
        CommandContext context = ship.context(Map.of("TERM", "xterm"));
        try (Progress progress = new Progress(context, clock)) {
            progress.update("importing a", 0, 100 * MIB);
            now = now.plusSeconds(1);
            progress.update("importing a", 5 * MIB, 100 * MIB);
            now = now.plusSeconds(9);
            progress.update("importing a", 50 * MIB, 100 * MIB);
            progress.say("imported a");
        }
        context.err().flush();

        assertThat(ship.err())
                .isEqualTo("importing a\nimporting a: 50MiB of 100MiB, 5.0MiB/s, 10 s left\nimported a\n");
    }

    @Test
    void redrawsOneLineOnATerminal() {
        ship.terminal = true;
        CommandContext context = ship.context(Map.of("TERM", "xterm"));
        try (Progress progress = new Progress(context, clock)) {
            progress.update("importing a", 0, -1);
            now = now.plusMillis(50);
            progress.update("importing a", 1, -1);
            now = now.plusMillis(950);
            progress.update("importing a", 2 * MIB, -1);
        }
        context.err().flush();

        assertThat(ship.err()).isEqualTo("\r\u001b[Kimporting a: 0B\r\u001b[Kimporting a: 2.0MiB, 2.0MiB/s\r\u001b[K");
    }

    @Test
    void doesNotDrawWhenNoColourIsWanted() {
        ship.terminal = true;

        assertThat(ship.context(Map.of("TERM", "xterm")).mayDraw()).isTrue();
        assertThat(ship.context(Map.of("TERM", "xterm", "NO_COLOR", "1")).mayDraw())
                .isFalse();
        assertThat(ship.context(Map.of("TERM", "dumb")).mayDraw()).isFalse();
        assertThat(ship.context(Map.of()).mayDraw()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1023, 1023B",
        "1024, 1.0KiB",
        "1536, 1.5KiB",
        "10188, 9.9KiB",
        "10239, 10KiB",
        "1048575, 1.0MiB",
        "91226112, 87MiB",
        "9223372036854775807, 8.0EiB",
    })
    void writesSizesForPeople(long bytes, String text) {
        assertThat(ByteSize.of(bytes)).isEqualTo(text);
    }
}
