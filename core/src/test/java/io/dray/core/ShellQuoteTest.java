package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellQuoteTest {
    private static final String NASTY = "ab '\"\\$`!*?[]{}()<>|&;#~=%\n\t-é";

    @Test
    void theShellGivesBackExactlyWhatWasQuoted() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(NASTY.charAt(random.nextInt(NASTY.length())));
            }
            assertThat(throughShell(text.toString())).as("seed %d", seed).isEqualTo(text.toString());
        }
    }

    @Test
    void plainWordsStayReadable() {
        assertThat(ShellQuote.join(List.of("mount", "-t", "overlay", "a b"))).isEqualTo("mount -t overlay 'a b'");
    }

    @Test
    void refusesNul() {
        assertThatThrownBy(() -> ShellQuote.quote("a\0b")).isInstanceOf(InvalidInputException.class);
    }

    private static String throughShell(String text) throws Exception {
        Process shell = new ProcessBuilder("/bin/sh", "-s").start();
        shell.getOutputStream().write(("printf %s " + ShellQuote.quote(text) + "\n").getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return output;
    }
}
