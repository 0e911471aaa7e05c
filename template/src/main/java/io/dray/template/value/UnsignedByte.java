package io.dray.template.value;

/**
 * Go's uint8: what {@code index} takes out of a string.
 *
 * @param number 0 to 255
 */
public record UnsignedByte(int number) implements TypedValue {
    @Override
    public String goType() {
        return "uint8";
    }
}
