package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void namesAreReadWithAndWithoutPrefix() {
        Capabilities some = Capabilities.of(List.of("CHOWN", "CAP_SYS_ADMIN", "CAP_OF_TOMORROW"));

        assertThat(some.names()).containsExactly("CAP_CHOWN", "CAP_SYS_ADMIN");
        assertThat(some.has("SYS_ADMIN")).isTrue();
        assertThat(some.has("CAP_KILL")).isFalse();
        assertThat(some.bits()).isEqualTo(0x200001);
    }

    @Test
    void intersects() {
        Capabilities all = new Capabilities(-1);

        assertThat(all.intersect(Capabilities.of(List.of("KILL"))).names()).containsExactly("CAP_KILL");
    }

    @Test
    void whatIsEffectiveIsWithinTheBounds() {
        Capabilities effective = Capabilities.effective();

        assertThat(effective.intersect(Capabilities.bounding())).isEqualTo(effective);
    }
}
