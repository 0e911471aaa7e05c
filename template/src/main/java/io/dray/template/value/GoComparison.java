package io.dray.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equality and order of values as Go's text/template has them: refused across types. */
public final class GoComparison {
    private static final String NO_ORDER = "invalid type for comparison";
    private static final String ALIKE =
            "Go compares whole numbers with whole numbers, floats with floats and texts with texts; --functions=dray"
                    + " all numbers";
    private static final String ORDERED = "only numbers and texts have an order";
    private static final String COMPARED = "Go compares no lists and maps; --functions=dray does";
    private static final String DIFFERENT = "incompatible types for comparison";

    private GoComparison() {}

    /** What values are compared as. */
    private enum Basic {
        NONE,
        BOOL,
        COMPLEX,
        INT,
        FLOAT,
        STRING;

        static Basic of(@Nullable Object value) {
            if (value instanceof String) {
                return STRING;
            }
            if (value instanceof Double) {
                return FLOAT;
            }
            if (value instanceof Number || value instanceof UnsignedByte) {
                return INT;
            }
            return value instanceof Boolean ? BOOL : value instanceof Complex ? COMPLEX : NONE;
        }
    }

    /**
     * Go's {@code eq} of two values.
     *
     * @throws ValueException for lists, maps and two different types
     */
    public static boolean isEqual(@Nullable Object left, @Nullable Object right) {
        Basic kind = Basic.of(left);
        if (kind != Basic.of(right)) {
            if (left != null && right != null) {
                throw new ValueException(DIFFERENT, ALIKE);
            }
            return false;
        }
        if (left == null || right == null) {
            return left == null && right == null;
        }
        return switch (kind) {
            case NONE -> throw uncomparable(left, right);
            case INT -> whole(left) == whole(right);
            case FLOAT, COMPLEX -> floatsEqual(left, right);
            case BOOL, STRING -> left.equals(right);
        };
    }

    private static boolean floatsEqual(Object left, Object right) {
        if (left instanceof Complex a && right instanceof Complex b) {
            return a.real() == b.real() && a.imaginary() == b.imaginary();
        }
        return (double) left == (double) right;
    }

    private static ValueException uncomparable(Object left, Object right) {
        boolean sameKind = left instanceof List<?> == right instanceof List<?>;
        if (sameKind) {
            return new ValueException(
                    "non-comparable type " + printed(right) + ": " + ValueKind.typeName(right), COMPARED);
        }
        return new ValueException(
                "non-comparable types " + printed(left) + ": " + ValueKind.typeName(left) + ", "
                        + ValueKind.typeName(right) + ": " + GoFormat.print(right),
                COMPARED);
    }

    private static String printed(Object value) {
        return GoFormat.printFormatted("%s", List.of(value));
    }

    private static long whole(Object value) {
        return value instanceof UnsignedByte unsigned ? unsigned.number() : ((Number) value).longValue();
    }

    /**
     * Go's {@code lt}.
     *
     * @throws ValueException for two different types, and for types without an order
     */
    public static boolean isLess(@Nullable Object left, @Nullable Object right) {
        Basic kind = Basic.of(left);
        Basic other = Basic.of(right);
        if (left == null || right == null || kind == Basic.NONE || other == Basic.NONE) {
            throw new ValueException(NO_ORDER, ORDERED);
        }
        if (kind != other) {
            throw new ValueException(DIFFERENT, ALIKE);
        }
        return switch (kind) {
            case NONE, BOOL, COMPLEX -> throw new ValueException(NO_ORDER, ORDERED);
            case INT -> whole(left) < whole(right);
            case FLOAT -> (double) left < (double) right;
            case STRING -> ByteText.compare((String) left, (String) right) < 0;
        };
    }

    /** Go's {@code le}. */
    public static boolean isLessOrEqual(@Nullable Object left, @Nullable Object right) {
        return isLess(left, right) || isEqual(left, right);
    }
}
