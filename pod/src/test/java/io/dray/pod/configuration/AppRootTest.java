package io.dray.pod.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.template.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppRootTest {
    @Test
    void readsWhatItWrote() {
        AppRoot root = new AppRoot(
                List.of(new AppRoot.Layer("l/a", "example.com/base:1")),
                new TemplateRules(Dialect.DGR, Map.of("TEMPLATER_OVERRIDE", "{\"a\":1}")));

        assertThat(AppRoot.parse("root.json", root.toText().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(root);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> AppRoot.parse("root.json", "{\"layers\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("root.json: templates is missing");
    }
}
