package io.dray.template.value;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Go's layouts of times: the time Mon Jan 2 15:04:05 MST 2006 written as the result is to look. */
final class GoLayout {
    /** The parts a layout may name; of two that begin alike the longer stands first. */
    private static final List<String> PARTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "-07:00:00",
            "-07:00",
            "-070000",
            "-0700",
            "-07",
            "Z07:00:00",
            "Z07:00",
            "Z070000",
            "Z0700",
            "Z07",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "__2",
            "_2006",
            "_2",
            "PM",
            "pm",
            "1",
            "2",
            "3",
            "4",
            "5");

    private final ZonedDateTime time;
    private final StringBuilder out = new StringBuilder();

    private GoLayout(ZonedDateTime time) {
        this.time = time;
    }

    static String format(String layout, ZonedDateTime time) {
        GoLayout writer = new GoLayout(time);
        int at = 0;
        while (at < layout.length()) {
            at = writer.appendAt(layout, at);
        }
        return writer.out.toString();
    }

    /** Appends what stands here in the layout, and says where it ends. */
    private int appendAt(String layout, int at) {
        int fraction = fraction(layout, at);
        if (fraction > 0) {
            appendFraction(layout.charAt(at), fraction - 1, layout.charAt(at + 1) == '9');
            return at + fraction;
        }
        String part = part(layout, at);
        if (part == null) {
            out.append(layout.charAt(at));
            return at + 1;
        }
        append(part);
        return at + part.length();
    }

    /** The part of a time that the layout names here; null where it has text. */
    static @Nullable String part(String layout, int at) {
        for (String part : PARTS) {
            if (layout.startsWith(part, at) && !isInsideWord(layout, at, part)) {
                return part;
            }
        }
        return null;
    }

    /** Jan and Mon are no parts when a word goes on behind them: {@code Month}. */
    private static boolean isInsideWord(String layout, int at, String part) {
        int end = at + part.length();
        boolean word = part.equals("Jan") || part.equals("Mon");
        return word && end < layout.length() && Character.isLowerCase(layout.charAt(end));
    }

    /** The length of a fraction of a second ({@code .000}, {@code ,999}) that begins here; 0 for none. */
    static int fraction(String layout, int at) {
        char mark = layout.charAt(at);
        if ((mark != '.' && mark != ',') || at + 1 == layout.length()) {
            return 0;
        }
        char digit = layout.charAt(at + 1);
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
        return (digit == '0' || digit == '9') && !digitFollows ? end - at : 0;
    }

    private void appendFraction(char mark, int digits, boolean shortest) {
        String nanoseconds = padded(time.getNano(), 9, '0');
        String kept = nanoseconds.substring(0, Math.min(digits, 9));
        int end = kept.length();
        while (shortest && end > 0 && kept.charAt(end - 1) == '0') {
            end--;
        }
        if (end > 0) {
            out.append(mark).append(kept, 0, end);
        }
    }

    private void append(String part) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        switch (part) {
            case "2006" -> out.append(padded(time.getYear(), 4, '0'));
            case "_2006" -> out.append('_').append(padded(time.getYear(), 4, '0'));
            case "06" -> two(time.getYear() % 100);
            case "January" -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case "Jan" -> out.append(time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case "01" -> two(time.getMonthValue());
            case "1" -> out.append(time.getMonthValue());
            case "Monday" -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case "Mon" -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case "002" -> out.append(padded(time.getDayOfYear(), 3, '0'));
            case "__2" -> out.append(padded(time.getDayOfYear(), 3, ' '));
            case "02" -> two(time.getDayOfMonth());
            case "_2" -> out.append(padded(time.getDayOfMonth(), 2, ' '));
            case "2" -> out.append(time.getDayOfMonth());
            case "15" -> two(time.getHour());
            case "03" -> two(hour);
            case "3" -> out.append(hour);
            default -> appendRest(part);
        }
    }

    private void appendRest(String part) {
        switch (part) {
            case "04" -> two(time.getMinute());
            case "4" -> out.append(time.getMinute());
            case "05" -> two(time.getSecond());
            case "5" -> out.append(time.getSecond());
            case "PM" -> out.append(time.getHour() >= 12 ? "PM" : "AM");
            case "pm" -> out.append(time.getHour() >= 12 ? "pm" : "am");
            case "MST" -> appendZoneName();
            default -> appendOffset(part);
        }
    }

    private void appendZoneName() {
        ZoneRules rules = time.getZone().getRules();
        if (rules.isFixedOffset() && time.getOffset().getTotalSeconds() == 0) {
            out.append("UTC");
            return;
        }
        boolean summer = rules.isDaylightSavings(time.toInstant());
        String name = java.util.TimeZone.getTimeZone(time.getZone())
                .getDisplayName(summer, java.util.TimeZone.SHORT, Locale.ENGLISH);
        if (!name.startsWith("GMT") || name.equals("GMT")) {
            out.append(name);
            return;
        }
        int seconds = time.getOffset().getTotalSeconds();
        boolean named = !(time.getZone() instanceof ZoneOffset);
        appendOffset(named && seconds % 3600 == 0 ? "-07" : "-0700");
    }

    private void appendOffset(String part) {
        int seconds = time.getOffset().getTotalSeconds();
        if (part.charAt(0) == 'Z' && seconds == 0) {
            out.append('Z');
            return;
        }
        out.append(seconds < 0 ? '-' : '+');
        int size = Math.abs(seconds);
        boolean colons = part.indexOf(':') >= 0;
        two(size / 3600);
        if (part.length() > 3) {
            out.append(colons ? ":" : "");
            two(size / 60 % 60);
        }
        if (part.length() > 6) {
            out.append(colons ? ":" : "");
            two(size % 60);
        }
    }

    private void two(int number) {
        out.append(padded(number, 2, '0'));
    }

    private static String padded(int number, int width, char filler) {
        String digits = Integer.toString(number);
        return String.valueOf(filler).repeat(Math.max(width - digits.length(), 0)) + digits;
    }
}
