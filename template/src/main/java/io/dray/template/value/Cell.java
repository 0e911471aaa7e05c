package io.dray.template.value;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A variable that a template can change from inside a loop, dgr's {@code cell}: {@code {{$c.Set 5}}} stores and gives the
 * cell back, {@code {{$c.Get}}} gives what it holds. Not thread-safe.
 */
public final class Cell implements GoObject {
    private @Nullable Object value;
    private boolean printing;

    /** A cell that holds this. */
    public Cell(@Nullable Object value) {
        this.value = value;
    }

    @Override
    public String goType() {
        return "*template.Cell";
    }

    @Override
    public String text() {
        if (printing) {
            throw new ValueException(
                    "the cell is in itself, and cannot be printed", "print what it holds part by part");
        }
        printing = true;
        String text = "&{" + GoFormat.print(value) + "}";
        printing = false;
        return text;
    }

    @Override
    public Optional<Method> method(String name) {
        return switch (name) {
            case "Get" -> Optional.of(Method.of("Get() any", _ -> value));
            case "Set" -> Optional.of(Method.of("Set(value any) *template.Cell", this::set));
            default -> Optional.empty();
        };
    }

    private Cell set(List<? extends @Nullable Object> arguments) {
        value = arguments.getFirst();
        return this;
    }
}
