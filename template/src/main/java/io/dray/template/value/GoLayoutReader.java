package io.dray.template.value;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a time in one of Go's layouts, as {@code time.ParseInLocation} does; not reusable. */
final class GoLayoutReader {
    private final String layout;
    private final String text;
    private final ZoneId zone;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nanosecond;
    private @Nullable Boolean afternoon;
    private @Nullable ZoneId ownZone;

    private GoLayoutReader(String layout, String text, ZoneId zone) {
        this.layout = layout;
        this.text = text;
        this.zone = zone;
    }

    static ZonedDateTime read(String layout, String text, ZoneId zone) {
        return new GoLayoutReader(layout, text, zone).read();
    }

    private ZonedDateTime read() {
        int place = 0;
        while (place < layout.length()) {
            place = readAt(place);
        }
        if (at < text.length()) {
            throw malformed();
        }
        try {
            return time().atZone(ownZone == null ? zone : ownZone);
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    private LocalDateTime time() {
        int hourOfDay = afternoon == null ? hour : hour % 12 + (afternoon ? 12 : 0);
        LocalDateTime time = LocalDateTime.of(year, month, day, hourOfDay, minute, second, nanosecond);
        return dayOfYear == 0 ? time : Year.of(year).atDay(dayOfYear).atTime(time.toLocalTime());
    }

    /** Reads what stands here in the layout, and says where it ends. */
    private int readAt(int place) {
        int fraction = GoLayout.fraction(layout, place);
        if (fraction > 0) {
            boolean optional = layout.charAt(place + 1) == '9';
            readFraction(optional ? 0 : fraction - 1);
            return place + fraction;
        }
        String part = GoLayout.part(layout, place);
        if (part != null) {
            readPart(part);
            return place + part.length();
        }
        if (at == text.length() || text.charAt(at) != layout.charAt(place)) {
            throw malformed();
        }
        at++;
        return place + 1;
    }

    private void readPart(String part) {
        switch (part) {
            case "2006" -> year = number(4, 4);
            case "_2006" -> {
                expect('_');
                year = number(4, 4);
            }
            case "06" -> {
                int shortYear = number(2, 2);
                year = shortYear + (shortYear >= 69 ? 1900 : 2000);
            }
            case "January" -> month = month(TextStyle.FULL);
            case "Jan" -> month = month(TextStyle.SHORT);
            case "01" -> month = number(2, 2);
            case "1" -> month = number(1, 2);
            case "Monday" -> skipDay(TextStyle.FULL);
            case "Mon" -> skipDay(TextStyle.SHORT);
            case "002" -> dayOfYear = number(3, 3);
            case "__2" -> dayOfYear = padded(3);
            case "02" -> day = number(2, 2);
            case "_2" -> day = padded(2);
            case "2" -> day = number(1, 2);
            default -> readTime(part);
        }
    }

    private void readTime(String part) {
        switch (part) {
            case "15", "03" -> hour = number(2, 2);
            case "3" -> hour = number(1, 2);
            case "04" -> minute = number(2, 2);
            case "4" -> minute = number(1, 2);
            case "05", "5" -> {
                second = number(part.length(), 2);
                readFraction(0);
            }
            case "PM", "pm" -> afternoon = word(part.equals("PM") ? "PM" : "pm", part.equals("PM") ? "AM" : "am");
            case "MST" -> readZoneName();
            default -> readOffset(part);
        }
    }

    /** Digits behind a point; a number of 0 takes as many as there are, or none at all. */
    private void readFraction(int digits) {
        boolean marked = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        if (!marked || (digits == 0 && !isDigit(at + 1))) {
            if (digits > 0) {
                throw malformed();
            }
            return;
        }
        at++;
        int start = at;
        while (isDigit(at)) {
            at++;
        }
        int count = at - start;
        if ((digits > 0 && count != digits) || count > 9) {
            throw malformed();
        }
        nanosecond = Integer.parseInt(text.substring(start, at) + "0".repeat(9 - count));
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private int number(int least, int most) {
        int start = at;
        while (at - start < most && isDigit(at)) {
            at++;
        }
        if (at - start < least) {
            throw malformed();
        }
        return Integer.parseInt(text.substring(start, at));
    }

    private int padded(int width) {
        int start = at;
        while (at < text.length() && text.charAt(at) == ' ' && at - start < width - 1) {
            at++;
        }
        return number(1, width - (at - start));
    }

    private int month(TextStyle style) {
        for (Month candidate : Month.values()) {
            if (skip(candidate.getDisplayName(style, Locale.ENGLISH))) {
                return candidate.getValue();
            }
        }
        throw malformed();
    }

    private void skipDay(TextStyle style) {
        for (DayOfWeek candidate : DayOfWeek.values()) {
            if (skip(candidate.getDisplayName(style, Locale.ENGLISH))) {
                return;
            }
        }
        throw malformed();
    }

    private boolean skip(String name) {
        boolean here = text.regionMatches(true, at, name, 0, name.length());
        at += here ? name.length() : 0;
        return here;
    }

    private boolean word(String first, String second) {
        boolean isFirst = text.startsWith(first, at);
        if (!isFirst && !text.startsWith(second, at)) {
            throw malformed();
        }
        at += first.length();
        return isFirst;
    }

    private void expect(char c) {
        if (at == text.length() || text.charAt(at) != c) {
            throw malformed();
        }
        at++;
    }

    /** The name of a zone: UTC, or what Go only knows by the zone it is in. */
    private void readZoneName() {
        int start = at;
        while (at < text.length() && Character.isUpperCase(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.length() < 3 || name.length() > 5) {
            throw malformed();
        }
        ownZone = name.equals("UTC") ? ZoneOffset.UTC : ownZone;
    }

    private void readOffset(String part) {
        if (part.charAt(0) == 'Z' && at < text.length() && text.charAt(at) == 'Z') {
            at++;
            ownZone = ZoneOffset.UTC;
            return;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        expect(negative ? '-' : '+');
        boolean colons = part.indexOf(':') >= 0;
        int seconds = number(2, 2) * 3600;
        if (part.length() > 3) {
            seconds += behindColon(colons) * 60;
        }
        if (part.length() > 6) {
            seconds += behindColon(colons);
        }
        try {
            ownZone = ZoneOffset.ofTotalSeconds(negative ? -seconds : seconds);
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    private int behindColon(boolean colon) {
        if (colon) {
            expect(':');
        }
        return number(2, 2);
    }

    private ValueException malformed() {
        return new ValueException(
                "parsing time " + GoQuote.quote(text) + " as " + GoQuote.quote(layout) + ": it is written otherwise",
                "a layout says how Mon Jan 2 15:04:05 MST 2006 is written: 2006-01-02");
    }
}
