package io.dray.template.function;

import io.dray.template.value.GoTypes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about the types of values, which are named as Go names them. */
public enum TypeFunction implements Function {
    IS_NIL(Origin.DGR, "isNil(value any) bool"),
    IS_MAP(Origin.DGR, "isMap(value any) bool"),
    IS_ARRAY(Origin.DGR, "isArray(value any) bool"),
    IS_STRING(Origin.DGR, "isString(value any) bool"),
    IS_KIND(Origin.DGR, "isKind(value any, kind string) bool"),
    IS_TYPE(Origin.DGR, "isType(value any, type string) bool"),
    KIND_OF(Origin.SPRIG, "kindOf(value any) string"),
    KIND_IS(Origin.SPRIG, "kindIs(kind string, value any) bool"),
    TYPE_OF(Origin.SPRIG, "typeOf(value any) string"),
    TYPE_IS(Origin.SPRIG, "typeIs(type string, value any) bool"),
    TYPE_IS_LIKE(Origin.SPRIG, "typeIsLike(type string, value any) bool"),
    DEEP_EQUAL(Origin.DRAY, "deepEqual(a any, b any) bool");

    private final Definition definition;

    TypeFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case IS_NIL -> arguments.orNull(0) == null;
            case IS_MAP -> arguments.orNull(0) instanceof Map<?, ?>;
            case IS_ARRAY -> arguments.orNull(0) instanceof List<?>;
            case IS_STRING -> arguments.orNull(0) instanceof String;
            case IS_KIND ->
                arguments.orNull(0) != null
                        && GoTypes.kindOf(arguments.orNull(0)).equals(arguments.text(1));
            case IS_TYPE ->
                arguments.orNull(0) != null
                        && GoTypes.nameOf(arguments.orNull(0)).equals(arguments.text(1));
            case KIND_OF -> GoTypes.kindOf(arguments.orNull(0));
            case KIND_IS -> GoTypes.kindOf(arguments.orNull(1)).equals(arguments.text(0));
            case TYPE_OF -> GoTypes.nameOf(arguments.orNull(0));
            case TYPE_IS -> GoTypes.nameOf(arguments.orNull(1)).equals(arguments.text(0));
            case TYPE_IS_LIKE -> isLike(GoTypes.nameOf(arguments.orNull(1)), arguments.text(0));
            case DEEP_EQUAL -> GoTypes.equality().test(arguments.any(0), arguments.any(1));
        };
    }

    /** Whether the type is this one or a pointer to it. */
    private static boolean isLike(String type, String wanted) {
        return type.equals(wanted) || type.equals("*" + wanted);
    }
}
