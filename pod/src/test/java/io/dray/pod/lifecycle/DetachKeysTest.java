package io.dray.pod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
    private final DetachKeys keys = new DetachKeys();

    private String pass(String typed) {
        return new String(keys.pass(typed.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void passesOnWhatIsTyped() {
        assertThat(pass("ls -l\r")).isEqualTo("ls -l\r");
        assertThat(pass("\u0011")).isEqualTo("\u0011");
        assertThat(keys.werePressed()).isFalse();
    }

    @Test
    void noticesTheKeysWhereverTheyAreCut() {
        assertThat(pass("a\u0010")).isEqualTo("a");
        assertThat(pass("\u0011b")).isEmpty();
        assertThat(keys.werePressed()).isTrue();
    }

    @Test
    void givesBackTheFirstKeyIfTheSecondDoesNotFollow() {
        assertThat(pass("\u0010x")).isEqualTo("\u0010x");
        assertThat(pass("\u0010\u0010")).isEqualTo("\u0010");
        assertThat(pass("\u0011")).isEmpty();
        assertThat(keys.werePressed()).isTrue();
    }
}
