package io.dray.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The laws of merging, on random trees with few keys, so that these meet often. The seeds are fixed and named in failures. */
class MergeLawsTest {
    private static final int CASES = 2_000;
    private static final Attribute NOTHING = new Branch(Map.of(), Place.NOWHERE, List.of());

    /** Makes trees whose every value says which layer and line wrote it. */
    private static final class Trees {
        private final Random random;
        private int line;

        Trees(long seed) {
            this.random = new Random(seed);
        }

        Attribute layer(String name) {
            line = 0;
            return branch(name, 3);
        }

        private Attribute branch(String layer, int depth) {
            Place place = place(layer);
            Map<String, Attribute> entries = new LinkedHashMap<>();
            for (String key : List.of("a", "b", "c")) {
                if (random.nextInt(3) > 0) {
                    entries.put(key, value(layer, depth - 1));
                }
            }
            return new Branch(entries, place, List.of());
        }

        private Attribute value(String layer, int depth) {
            int kind = random.nextInt(depth > 0 ? 5 : 2);
            if (kind >= 3) {
                return branch(layer, depth);
            } else if (kind == 2) {
                List<Attribute> items = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(value(layer, depth - 1));
                }
                return new Items(items, place(layer), List.of());
            }
            return new Leaf(kind == 0 ? null : (Object) random.nextLong(5), false, place(layer), List.of());
        }

        private Place place(String layer) {
            line++;
            return new Place(layer + ".yml", line, 1, layer);
        }
    }

    private static @Nullable Object values(Attribute attribute) {
        return PlainValues.written(attribute);
    }

    /** The values with their places, without what lost. */
    private static Attribute winners(Attribute attribute) {
        if (attribute instanceof Branch branch) {
            Map<String, Attribute> entries = new LinkedHashMap<>();
            branch.entries().forEach((key, value) -> entries.put(key, winners(value)));
            return new Branch(entries, branch.place(), List.of());
        }
        return attribute.over(List.of());
    }

    @Test
    void doesNotDependOnHowLayersAreGrouped() {
        for (int seed = 0; seed < CASES; seed++) {
            Trees trees = new Trees(seed);
            Attribute a = trees.layer("1");
            Attribute b = trees.layer("2");
            Attribute c = trees.layer("3");
            assertThat(winners(Attribute.merge(Attribute.merge(a, b), c)))
                    .as("seed %d", seed)
                    .isEqualTo(winners(Attribute.merge(a, Attribute.merge(b, c))));
        }
    }

    @Test
    void isNotChangedByALayerWithoutAttributes() {
        for (int seed = 0; seed < CASES; seed++) {
            Attribute a = new Trees(seed).layer("1");
            assertThat(Attribute.merge(NOTHING, a)).as("seed %d", seed).isEqualTo(a);
            assertThat(Attribute.merge(a, NOTHING)).as("seed %d", seed).isEqualTo(a);
        }
    }

    @Test
    void changesNothingWhenALayerComesTwice() {
        for (int seed = 0; seed < CASES; seed++) {
            Attribute a = new Trees(seed).layer("1");
            assertThat(values(Attribute.merge(a, a))).as("seed %d", seed).isEqualTo(values(a));
        }
    }

    @Test
    void letsEveryValueOfTheStrongestLayerStand() {
        for (int seed = 0; seed < CASES; seed++) {
            Trees trees = new Trees(seed);
            Attribute weak = trees.layer("1");
            Attribute strong = trees.layer("2");
            Attribute merged = Attribute.merge(weak, strong);
            assertStands(strong, merged, "seed " + seed);
            assertThat(((Branch) merged).entries().keySet())
                    .as("seed %d", seed)
                    .containsAll(((Branch) weak).entries().keySet());
        }
    }

    private static void assertStands(Attribute strong, Attribute merged, String what) {
        if (strong instanceof Branch branch) {
            branch.entries()
                    .forEach((key, value) -> assertStands(
                            value,
                            Objects.requireNonNull(((Branch) merged).entries().get(key)),
                            what));
        } else {
            assertThat(merged.over(List.of())).as(what).isEqualTo(strong);
        }
    }

    @Test
    void remembersAllThatLostNearestFirstAndNoneTwice() {
        for (int seed = 0; seed < CASES; seed++) {
            Trees trees = new Trees(seed);
            Attribute merged = NOTHING;
            for (int layer = 1; layer <= 5; layer++) {
                merged = Attribute.merge(merged, trees.layer(String.valueOf(layer)));
            }
            assertHistory(merged, "seed " + seed);
        }
    }

    private static void assertHistory(Attribute attribute, String what) {
        List<Integer> layers = new ArrayList<>();
        for (Attribute lost : attribute.lost()) {
            assertThat(lost.lost()).as(what).isEmpty();
            layers.add(Integer.parseInt(lost.place().layer()));
        }
        assertThat(layers).as(what).isSortedAccordingTo((l, r) -> r - l).doesNotHaveDuplicates();
        int own = Integer.parseInt(attribute.place().layer());
        assertThat(layers).as(what).allMatch(layer -> layer < own);
        if (attribute instanceof Branch branch) {
            branch.entries().values().forEach(each -> assertHistory(each, what));
        }
    }
}
