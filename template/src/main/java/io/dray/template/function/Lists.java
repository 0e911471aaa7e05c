package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.GoFormat;
import io.dray.template.value.Limits;
import io.dray.template.value.TypedList;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** New lists from old ones. */
final class Lists {
    private Lists() {}

    static List<@Nullable Object> singleton(@Nullable Object item) {
        List<@Nullable Object> list = new ArrayList<>(1);
        list.add(item);
        return Collections.unmodifiableList(list);
    }

    /** Without so many items at its ends. */
    static List<?> without(List<?> list, int atStart, int atEnd) {
        return list.isEmpty() ? list : copy(list.subList(atStart, list.size() - atEnd));
    }

    static List<?> with(List<?> list, @Nullable Object item, boolean inFront) {
        Limits.checkItems(list.size() + 1L);
        List<@Nullable Object> longer = new ArrayList<>(list);
        longer.add(inFront ? 0 : list.size(), item);
        return Collections.unmodifiableList(longer);
    }

    static List<?> concatenated(Arguments arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            all.addAll(arguments.list(i));
            Limits.checkItems(all.size());
        }
        return Collections.unmodifiableList(all);
    }

    static List<?> reversed(List<?> list) {
        return copy(list.reversed());
    }

    static List<?> distinct(List<?> list, BiPredicate<@Nullable Object, @Nullable Object> equal) {
        if (isOfTexts(list)) {
            return Collections.unmodifiableList(new ArrayList<>(new LinkedHashSet<>(list)));
        }
        List<@Nullable Object> distinct = new ArrayList<>();
        for (Object item : list) {
            if (!contains(distinct, item, equal)) {
                distinct.add(item);
            }
        }
        return Collections.unmodifiableList(distinct);
    }

    /** Whether there are only texts, or only whole numbers, in it: equal ones of them are equal in every way. */
    private static boolean isOfTexts(List<?> list) {
        boolean texts = true;
        boolean numbers = true;
        for (Object item : list) {
            texts &= item instanceof String;
            numbers &= item instanceof Long;
        }
        return texts || numbers;
    }

    static List<?> without(List<?> list, List<?> unwanted, BiPredicate<@Nullable Object, @Nullable Object> equal) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : list) {
            if (!contains(unwanted, item, equal)) {
                kept.add(item);
            }
        }
        return Collections.unmodifiableList(kept);
    }

    static boolean contains(
            List<?> list, @Nullable Object wanted, BiPredicate<@Nullable Object, @Nullable Object> equal) {
        for (Object item : list) {
            if (equal.test(wanted, item)) {
                return true;
            }
        }
        return false;
    }

    /** Without the empty items. */
    static List<?> compact(List<?> list) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : list) {
            if (ValueKind.isTrue(item)) {
                kept.add(item);
            }
        }
        return Collections.unmodifiableList(kept);
    }

    /** Lists of so many items, the last one of fewer. */
    static List<?> chunks(List<?> list, int size) {
        if (size < 1) {
            throw new ValueException("a chunk needs at least one item, not " + size);
        }
        List<List<?>> chunks = new ArrayList<>();
        for (int at = 0; at < list.size(); at += size) {
            chunks.add(copy(list.subList(at, Math.min(at + size, list.size()))));
        }
        return Collections.unmodifiableList(chunks);
    }

    /** The printed items in Go's order of strings; of a value that is no list, the value. */
    static TypedList<String> sorted(@Nullable Object value) {
        List<String> texts = new ArrayList<>(texts(value));
        texts.sort(ByteText::compare);
        return TypedList.strings(texts);
    }

    /** The items, printed, without those that are nothing; of a value that is no list, the value. */
    static TypedList<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : singleton(value)) {
            if (item != null) {
                texts.add(GoFormat.print(item));
            }
        }
        return TypedList.strings(texts);
    }

    static List<?> copy(List<?> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }
}
