package io.dray.template.function;

import io.dray.template.value.GoTime;
import io.dray.template.value.ValueException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Functions of sprig on times, which take what is no time for now, and an unknown zone for UTC. */
public enum SprigTimeFunction implements Function {
    DATE(Origin.SPRIG, "date(layout string, time any) string"),
    DATE_IN_ZONE(Origin.SPRIG, "dateInZone(layout string, time any, zone string) string"),
    DATE_IN_ZONE_OLD(Origin.SPRIG, "date_in_zone(layout string, time any, zone string) string"),
    DATE_MODIFY(Origin.SPRIG, "dateModify(duration string, time time.Time) time.Time"),
    DATE_MODIFY_OLD(Origin.SPRIG, "date_modify(duration string, time time.Time) time.Time"),
    HTML_DATE(Origin.SPRIG, "htmlDate(time any) string"),
    HTML_DATE_IN_ZONE(Origin.SPRIG, "htmlDateInZone(time any, zone string) string");

    private final Definition definition;

    SprigTimeFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case DATE -> inZone(arguments, 1, "Local").format(arguments.text(0));
            case DATE_IN_ZONE, DATE_IN_ZONE_OLD ->
                inZone(arguments, 1, arguments.text(2)).format(arguments.text(0));
            case DATE_MODIFY, DATE_MODIFY_OLD -> modified(arguments);
            case HTML_DATE -> inZone(arguments, 0, "Local").format(Times.DATE);
            case HTML_DATE_IN_ZONE -> inZone(arguments, 0, arguments.text(1)).format(Times.DATE);
        };
    }

    private static GoTime inZone(Arguments arguments, int index, String name) {
        ZoneId zone = zone(arguments, name);
        try {
            return Times.of(arguments.any(index), zone);
        } catch (ValueException e) {
            return Times.of(Times.now(arguments.context()), zone);
        }
    }

    private static ZoneId zone(Arguments arguments, String name) {
        try {
            return Times.zone(name, arguments.context());
        } catch (ValueException e) {
            return ZoneId.of("UTC");
        }
    }

    private static GoTime modified(Arguments arguments) {
        try {
            return arguments.time(1).plus(Times.duration(arguments.text(0)));
        } catch (ValueException e) {
            return arguments.time(1);
        }
    }
}
