package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private static final List<String> NAMES = List.of("dependencies", "builder", "aci", "name");

    @ParameterizedTest
    @ValueSource(strings = {"dependancies", "Dependencies", "dependenceis", "dependencie"})
    void findsWhatWasMeant(String typed) {
        assertThat(Suggestion.nearest(typed, NAMES)).contains("dependencies");
    }

    @Test
    void saysNothingRatherThanSomethingFarFetched() {
        assertThat(Suggestion.nearest("environment", NAMES)).isEmpty();
        assertThat(Suggestion.nearest("", NAMES)).isEmpty();
    }
}
