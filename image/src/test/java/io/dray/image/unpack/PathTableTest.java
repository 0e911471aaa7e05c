package io.dray.image.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathTableTest {
    private final PathTable table = new PathTable(NameBudget.unlimited());

    private static ByteString path(String text) {
        return ByteString.of(text);
    }

    @Test
    void hasTheRootFromTheStart() {
        assertThat(table.find(path(""))).isEqualTo(PathTable.ROOT);
        assertThat(table.path(PathTable.ROOT)).isEqualTo(path(""));
        assertThat(table.find(path("a"))).isNegative();
    }

    @Test
    void bringsThePathsAboveWithLowerNumbers() {
        int deep = table.add(path("usr/share/doc"));

        assertThat(table.path(deep)).isEqualTo(path("usr/share/doc"));
        assertThat(table.path(table.parent(deep))).isEqualTo(path("usr/share"));
        assertThat(table.parent(deep)).isLessThan(deep);
        assertThat(table.find(path("usr"))).isPositive();
        assertThat(table.find(path("usr/doc"))).isNegative();
        assertThat(table.find(path("share"))).isNegative();
    }

    @Test
    void tellsAllPathsApart() {
        Random random = new Random(7);
        Set<ByteString> paths = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(4); part >= 0; part--) {
                text.append(text.isEmpty() ? "" : "/")
                        .append("x".repeat(random.nextInt(3) * 120))
                        .append(random.nextInt(500));
            }
            ByteString path = path(text.toString());
            boolean known = table.find(path) >= 0;
            int number = table.add(path);
            assertThat(table.add(path)).isEqualTo(number);
            assertThat(table.path(number)).isEqualTo(path);
            assertThat(numbers.add(number)).isEqualTo(paths.add(path));
            assertThat(known || paths.contains(path)).isTrue();
        }
        for (ByteString path : paths) {
            assertThat(table.path(table.find(path))).isEqualTo(path);
        }
    }

    @Test
    void takesNoMoreMemoryThanItMay() {
        PathTable small = new PathTable(new NameBudget("the names of its entries", 200));
        small.add(path("a/b/c"));

        assertThatThrownBy(() -> small.add(path("d".repeat(200))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the names of its entries together take more than the limit of 200 bytes of memory");
    }
}
