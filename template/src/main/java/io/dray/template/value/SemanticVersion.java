package io.dray.template.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as semver.org 2.0 orders them, sprig's {@code *semver.Version}. Minor and patch may be left out.
 *
 * @param prerelease what stands behind the dash, or empty
 * @param metadata what stands behind the plus sign, or empty; does not count when versions are compared
 * @param original as it was written
 */
public record SemanticVersion(long major, long minor, long patch, String prerelease, String metadata, String original)
        implements GoObject, Comparable<SemanticVersion> {
    private static final Pattern FORM = Pattern.compile(
            "v?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+))?"
                    + "(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+))?");

    /** Reads a version; a leading v is allowed. */
    public static SemanticVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > Limits.MAX_DIGITS || !matcher.matches()) {
            throw new ValueException("Invalid Semantic Version", "versions are written as 1.2.3 or v1.2.3-rc.1");
        }
        return new SemanticVersion(
                number(matcher.group(1)),
                number(matcher.group(2)),
                number(matcher.group(3)),
                orEmpty(matcher.group(4)),
                orEmpty(matcher.group(5)),
                text);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int byMajor = Long.compare(major, other.major);
        int byMinor = byMajor != 0 ? byMajor : Long.compare(minor, other.minor);
        int byPatch = byMinor != 0 ? byMinor : Long.compare(patch, other.patch);
        return byPatch != 0 ? byPatch : comparePrereleases(prerelease, other.prerelease);
    }

    private static int comparePrereleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        String[] a = left.split("\\.", -1);
        String[] b = right.split("\\.", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = compareIdentifiers(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareIdentifiers(String left, String right) {
        boolean leftNumber = isNumber(left);
        boolean rightNumber = isNumber(right);
        if (leftNumber && rightNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String goType() {
        return "*semver.Version";
    }

    @Override
    public String text() {
        return major + "." + minor + "." + patch + (prerelease.isEmpty() ? "" : "-" + prerelease)
                + (metadata.isEmpty() ? "" : "+" + metadata);
    }

    @Override
    public Optional<Method> method(String name) {
        return switch (name) {
            case "Major" -> Optional.of(Method.of("Major() int64", _ -> new Int64(major)));
            case "Minor" -> Optional.of(Method.of("Minor() int64", _ -> new Int64(minor)));
            case "Patch" -> Optional.of(Method.of("Patch() int64", _ -> new Int64(patch)));
            case "Prerelease" -> Optional.of(Method.of("Prerelease() string", _ -> prerelease));
            case "Metadata" -> Optional.of(Method.of("Metadata() string", _ -> metadata));
            case "Original" -> Optional.of(Method.of("Original() string", _ -> original));
            case "String" -> Optional.of(Method.of("String() string", _ -> text()));
            case "Compare" -> Optional.of(Method.of("Compare(other *semver.Version) int", this::compared));
            default -> Optional.empty();
        };
    }

    private Long compared(List<? extends @Nullable Object> arguments) {
        if (arguments.getFirst() instanceof SemanticVersion other) {
            return (long) Integer.signum(compareTo(other));
        }
        throw new ValueException(
                "a version is compared with a version, not with " + GoTypes.nameOf(arguments.getFirst()));
    }
}
