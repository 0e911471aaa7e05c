package io.dray.template.function;

import io.dray.template.value.ByteText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions on lists and maps; none changes its arguments. */
public enum ListFunction implements Function {
    LIST("list", 0, ANY_NUMBER),
    DICT("dict", 0, ANY_NUMBER),
    PAIRS("pairs", 0, ANY_NUMBER),
    FIRST("first", 1, 1),
    LAST("last", 1, 1),
    REST("rest", 1, 1),
    INITIAL("initial", 1, 1),
    APPEND("append", 2, 2),
    PREPEND("prepend", 2, 2),
    REVERSE("reverse", 1, 1),
    UNIQ("uniq", 1, 1),
    HAS("has", 2, 2),
    HAS_KEY("hasKey", 2, 2),
    KEYS("keys", 1, 1),
    VALUES("values", 1, 1),
    SORT_ALPHA("sortAlpha", 1, 1),
    UNTIL("until", 1, 1),
    IS_MAP_FIRST("isMapFirst", 2, 2),
    IS_MAP_LAST("isMapLast", 2, 2);

    private final String templateName;
    private final int least;
    private final int most;

    ListFunction(String templateName, int least, int most) {
        this.templateName = templateName;
        this.least = least;
        this.most = most;
    }

    @Override
    public String templateName() {
        return templateName;
    }

    @Override
    public int least() {
        return least;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case LIST -> arguments.from(0);
            case DICT, PAIRS -> Lists.map(arguments.from(0));
            case FIRST -> arguments.list(0).isEmpty() ? null : arguments.list(0).getFirst();
            case LAST -> arguments.list(0).isEmpty() ? null : arguments.list(0).getLast();
            case REST -> Lists.without(arguments.list(0), 1, 0);
            case INITIAL -> Lists.without(arguments.list(0), 0, 1);
            case APPEND -> Lists.with(arguments.list(0), arguments.any(1), false);
            case PREPEND -> Lists.with(arguments.list(0), arguments.any(1), true);
            case REVERSE -> Lists.reversed(arguments.list(0));
            case UNIQ -> Lists.distinct(arguments.list(0));
            case HAS -> Lists.contains(arguments.list(1), arguments.any(0));
            case HAS_KEY -> arguments.map(0).containsKey(arguments.text(1));
            case KEYS -> ByteText.sortedKeys(arguments.map(0));
            case VALUES -> Lists.values(arguments.map(0));
            case SORT_ALPHA -> Lists.sorted(arguments.list(0));
            case UNTIL -> Lists.until(arguments.integer(0));
            case IS_MAP_FIRST -> isKeyAt(arguments, true);
            case IS_MAP_LAST -> isKeyAt(arguments, false);
        };
    }

    private static boolean isKeyAt(Arguments arguments, boolean first) {
        List<String> keys = ByteText.sortedKeys(arguments.map(0));
        return !keys.isEmpty() && (first ? keys.getFirst() : keys.getLast()).equals(arguments.text(1));
    }
}
