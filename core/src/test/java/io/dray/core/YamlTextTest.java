package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Holds {@link YamlText} to what the library's own reader does. */
class YamlTextTest {
    private static final List<String> PIECES =
            List.of("a", "ä", "\n", "\r\n", "\r", "\u0085", "\u2028", "\ufeff", "\t", " ", "\ud83d\ude00", ": b");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void movesLikeTheReaderOfTheLibrary(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        StreamReader theirs = new StreamReader(new StringReader(text.toString()));
        StreamReader ours = new YamlText(text.toString());
        while (theirs.peek() != 0) {
            int count = 1 + random.nextInt(5);
            assertThat(ours.peek(count)).isEqualTo(theirs.peek(count));
            assertThat(ours.prefix(count)).isEqualTo(theirs.prefix(count));
            ours.forward(count);
            theirs.forward(count);
            assertThat(List.of(ours.peek(), ours.getLine(), ours.getColumn(), ours.getIndex()))
                    .as("seed %d at %d", seed, theirs.getIndex())
                    .isEqualTo(List.of(theirs.peek(), theirs.getLine(), theirs.getColumn(), theirs.getIndex()));
            assertThat(ours.getDocumentIndex()).isEqualTo(theirs.getDocumentIndex());
        }
        assertThat(ours.peek()).isZero();
    }

    @Test
    void countsCharactersWhatNeedsTwoPlacesAsOne() {
        StreamReader reader = new YamlText("\ud83d\ude00x");
        assertThat(reader.prefixForward(1)).isEqualTo("\ud83d\ude00");
        assertThat(reader.peek()).isEqualTo('x');
        assertThat(reader.getMark().getColumn()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> new YamlText("ab\u0000"))
                .isInstanceOfSatisfying(
                        ReaderException.class, e -> assertThat(e.getPosition()).isEqualTo(2));
    }

    @Test
    void takesATimeThatGrowsWithTheLengthOfAWord() {
        String word = "x".repeat(8_000_000);
        assertThat(Yaml.parse("t", "\"" + word + "\"")).isPresent();
        assertThat(Yaml.parse("t", "#" + word)).isEmpty();
        assertThat(Yaml.parse("t", " ".repeat(8_000_000) + "a")).isPresent();
    }

    @Test
    void leavesNumbersOfThousandsOfDigitsText() {
        String digits = "9".repeat(300_000);
        assertThat(((YamlNode.YamlScalar) Yaml.parse("t", digits).orElseThrow()).value())
                .isEqualTo(digits);
    }
}
