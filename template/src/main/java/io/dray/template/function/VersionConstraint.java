package io.dray.template.function;

import io.dray.template.value.Limits;
import io.dray.template.value.SemanticVersion;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition on a version, as sprig's {@code semverCompare} reads it: {@code >= 1.2}, {@code ~1.2.3}, {@code ^1},
 * {@code 1.x}. Several are joined by blanks or commas (all hold) and {@code ||} (one holds); {@code 1.2 - 1.4} is a range.
 *
 * @param operator as written; empty as {@code =}
 * @param version what is compared with; parts that were left out are 0
 * @param parts how many of major, minor and patch were given
 */
record VersionConstraint(String operator, SemanticVersion version, int parts) {
    private static final String PART = "(?:\\d{1,18}|[xX*])";
    private static final String SUFFIX = "(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?";
    private static final String NUMBER = "v?" + PART + "(?:\\." + PART + "){0,2}" + SUFFIX;
    private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")\\s+-\\s+(" + NUMBER + ")");
    private static final Pattern ONE =
            Pattern.compile("\\s*(=>|>=|=<|<=|!=|~>|=|>|<|~|\\^|)\\s*(" + NUMBER + ")\\s*,?");

    /** Whether a version meets the constraints. */
    static boolean holds(String constraints, SemanticVersion version) {
        if (constraints.length() > Limits.MAX_DIGITS) {
            throw new ValueException(
                    "the constraints have more than " + Limits.MAX_DIGITS + " characters", "compare in several steps");
        }
        String text = RANGE.matcher(constraints).replaceAll(">= $1, <= $2");
        boolean holds = false;
        for (String alternative : text.split("\\|\\|", -1)) {
            boolean all = true;
            for (VersionConstraint constraint : parse(alternative)) {
                all &= constraint.holds(version);
            }
            holds |= all;
        }
        return holds;
    }

    private static List<VersionConstraint> parse(String text) {
        List<VersionConstraint> constraints = new ArrayList<>();
        Matcher matcher = ONE.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.region(at, text.length()).lookingAt()) {
            constraints.add(of(matcher.group(1), matcher.group(2)));
            at = matcher.end();
        }
        if (constraints.isEmpty() || at < text.length()) {
            throw new ValueException(
                    "improper constraint: " + text, "constraints are written as >=1.2, <2 or ^1.2 or ~1.2.3");
        }
        return constraints;
    }

    private static VersionConstraint of(String operator, String written) {
        int end = written.length();
        for (int i = 0; i < end; i++) {
            if (written.charAt(i) == '-' || written.charAt(i) == '+') {
                end = i;
            }
        }
        String plain = written.substring(written.startsWith("v") ? 1 : 0, end);
        StringBuilder numbers = new StringBuilder();
        int given = 0;
        for (String part : plain.split("\\.", -1)) {
            if (!Character.isDigit(part.charAt(0))) {
                break;
            }
            numbers.append(numbers.isEmpty() ? "" : ".").append(part);
            given++;
        }
        String version = (numbers.isEmpty() ? "0" : numbers) + written.substring(end);
        return new VersionConstraint(operator, SemanticVersion.parse(version), given);
    }

    private boolean holds(SemanticVersion other) {
        boolean wantsRelease = version.prerelease().isEmpty();
        if (!other.prerelease().isEmpty() && wantsRelease && !(operator.equals("!=") && parts == 3)) {
            return false;
        }
        int order = other.compareTo(version);
        return switch (operator) {
            case "!=" -> parts == 3 ? order != 0 : !sameParts(other);
            case ">" -> parts == 3 ? order > 0 : order > 0 && !sameParts(other);
            case "<" -> order < 0;
            case ">=", "=>" -> order >= 0;
            case "<=", "=<" -> order <= 0 || (parts < 3 && sameParts(other));
            case "~", "~>" -> order >= 0 && isTilde(other);
            case "^" -> order >= 0 && isCaret(other);
            default -> parts == 3 ? order == 0 : order >= 0 && isTilde(other);
        };
    }

    /** Whether the parts that were given are the same. */
    private boolean sameParts(SemanticVersion other) {
        boolean major = parts < 1 || other.major() == version.major();
        return major && (parts < 2 || other.minor() == version.minor());
    }

    private boolean isTilde(SemanticVersion other) {
        return parts == 0 || sameParts(other);
    }

    /** The first part that is not zero has to stay. */
    private boolean isCaret(SemanticVersion other) {
        if (parts == 0) {
            return true;
        }
        boolean major = other.major() == version.major();
        if (version.major() > 0 || parts == 1) {
            return major;
        }
        boolean minor = major && other.minor() == version.minor();
        boolean patchIsFree = version.minor() > 0 || parts == 2;
        return minor && (patchIsFree || other.patch() == version.patch());
    }
}
