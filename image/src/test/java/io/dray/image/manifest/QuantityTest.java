package io.dray.image.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "128974848, 128974848",
        "125952Ki, 128974848",
        "123Mi, 128974848",
        "1k, 1000",
        "1K, 1000",
        "2G, 2000000000",
        "500m, 0.5",
        "1.5, 1.5",
        "1e3, 1000",
        ".5, 0.5",
        "1E, 1000000000000000000"
    })
    void readsWhatIsolatorsWrite(String text, BigDecimal amount) {
        assertThat(Quantity.parse("resource/memory", text)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1x", "G", "i", "1 G", "1e999999999"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Quantity.parse("resource/memory", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("resource/memory: ");
    }

    @ParameterizedTest
    @CsvSource({"0.2, 1", "5, 5", "5.0001, 6"})
    void roundsUp(BigDecimal amount, long units) {
        assertThat(Quantity.wholeUnits("resource/cpu", amount)).isEqualTo(units);
    }
}
