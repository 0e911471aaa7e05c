package io.dray.template.function;

import io.dray.template.value.GoTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Points in time. */
public enum TimeFunction implements Function {
    NOW(Origin.SPRIG, "now() time.Time"),
    DATETIME(Origin.DGR, "datetime() time.Time"),
    DATE(Origin.SPRIG, "date(layout string, time any) string"),
    DATE_IN_ZONE(Origin.SPRIG, "dateInZone(layout string, time any, zone string) string"),
    DATE_IN_ZONE_OLD(Origin.SPRIG, "date_in_zone(layout string, time any, zone string) string"),
    DATE_MODIFY(Origin.SPRIG, "dateModify(duration string, time time.Time) time.Time"),
    DATE_MODIFY_OLD(Origin.SPRIG, "date_modify(duration string, time time.Time) time.Time"),
    HTML_DATE(Origin.SPRIG, "htmlDate(time any) string"),
    HTML_DATE_IN_ZONE(Origin.SPRIG, "htmlDateInZone(time any, zone string) string"),
    UNIX_EPOCH(Origin.DRAY, "unixEpoch(time time.Time) string"),
    AGO(Origin.DRAY, "ago(time any) string"),
    TO_DATE(Origin.DRAY, "toDate(layout string, s string) time.Time"),
    DURATION(Origin.DRAY, "duration(seconds any) string"),
    DURATION_ROUND(Origin.DRAY, "durationRound(duration any) string");

    private final Definition definition;

    TimeFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case NOW, DATETIME -> Times.now(arguments.context());
            case DATE -> inZone(arguments, 1, "Local").format(arguments.text(0));
            case DATE_IN_ZONE, DATE_IN_ZONE_OLD ->
                inZone(arguments, 1, arguments.text(2)).format(arguments.text(0));
            case DATE_MODIFY, DATE_MODIFY_OLD -> arguments.time(1).plus(Times.duration(arguments.text(0)));
            case HTML_DATE -> inZone(arguments, 0, "Local").format(Times.DATE);
            case HTML_DATE_IN_ZONE -> inZone(arguments, 0, arguments.text(1)).format(Times.DATE);
            case UNIX_EPOCH -> Long.toString(arguments.time(0).time().toEpochSecond());
            case AGO -> ago(arguments);
            case TO_DATE ->
                GoTime.parse(
                        arguments.text(0),
                        arguments.text(1),
                        arguments.context().zone());
            case DURATION_ROUND -> Times.rounded(length(arguments));
            case DURATION ->
                Times.text(Duration.ofSeconds(Numbers.whole(arguments.any(0)).longValue()));
        };
    }

    private static GoTime inZone(Arguments arguments, int index, String zone) {
        return Times.of(arguments.any(index), Times.zone(zone, arguments.context()));
    }

    /** A text like 1h30m, nanoseconds, or how long ago a time is. */
    private static Duration length(Arguments arguments) {
        if (arguments.any(0) instanceof String text) {
            return Times.duration(text);
        }
        return arguments.any(0) instanceof GoTime then
                ? Duration.between(then.time(), Times.now(arguments.context()).time())
                : Duration.ofNanos(Numbers.whole(arguments.any(0)).longValue());
    }

    private static String ago(Arguments arguments) {
        GoTime then = inZone(arguments, 0, "Local");
        GoTime now = Times.now(arguments.context());
        return Times.text(
                Duration.ofSeconds(now.time().toEpochSecond() - then.time().toEpochSecond()));
    }
}
