package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 31, 32, 33, 1000, 4097})
    void ordersNamesByTheirBytes(int count) {
        Random random = new Random(count);
        NameList.Builder builder = new NameList.Builder();
        List<ByteString> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] name = (i + "-").getBytes(StandardCharsets.US_ASCII);
            name[name.length - 1] = (byte) random.nextInt(1, 256);
            builder.add(name);
            expected.add(ByteString.copyOf(name));
        }
        expected.sort(null);

        assertThat(builder.sorted()).containsExactlyElementsOf(expected);
    }

    @Test
    void leavesOutWhatEveryDirectoryHas() {
        NameList.Builder builder = new NameList.Builder();
        builder.add(new byte[] {'.'});
        builder.add(new byte[] {'.', '.'});
        builder.add(new byte[] {'.', '.', '.'});

        assertThat(builder.sorted()).containsExactly(ByteString.of("..."));
    }
}
