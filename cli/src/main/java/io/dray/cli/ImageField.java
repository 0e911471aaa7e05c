package io.dray.cli;

import io.dray.clikit.ByteSize;
import io.dray.core.InvalidInputException;
import io.dray.image.StoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A column of {@code image list}, under rkt's names. */
enum ImageField {
    ID("id", "ID"),
    NAME("name", "NAME"),
    SIZE("size", "SIZE"),
    IMPORT_TIME("importtime", "IMPORT TIME"),
    LAST_USED("lastused", "LAST USED"),
    LATEST("latest", "LATEST");

    private final String word;
    private final String title;

    ImageField(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /**
     * How cells are written.
     *
     * @param full whole IDs, bytes and exact times
     * @param now what ages are counted from
     */
    record Style(boolean full, Instant now) {
        String time(Instant time) {
            return full ? Times.exact(time) : Times.age(time, now);
        }
    }

    /** Reads {@code id,name,size}. */
    static List<ImageField> parseList(String text) {
        List<ImageField> fields = new ArrayList<>();
        for (String name : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            ImageField field = parse(name);
            if (fields.contains(field)) {
                throw new InvalidInputException("the field '" + name + "' is there twice");
            }
            fields.add(field);
        }
        return fields;
    }

    private static ImageField parse(String name) {
        for (ImageField field : values()) {
            if (field.word.equals(name)) {
                return field;
            }
        }
        throw new InvalidInputException(
                "'" + name + "' is no field of an image", "choose from id, name, size, importtime, lastused, latest");
    }

    /** The order by {@code name,size}; equals by what follows, at last in the order of their import. */
    static Comparator<StoredImage> order(String names) {
        Comparator<StoredImage> order = (_, _) -> 0;
        Set<String> seen = new HashSet<>();
        for (String name : names.toLowerCase(Locale.ROOT).split(",", -1)) {
            order = order.thenComparing(orderBy(name));
            if (!seen.add(name)) {
                throw new InvalidInputException("--sort names '" + name + "' twice");
            }
        }
        return order.thenComparing(StoredImage::imported);
    }

    private static Comparator<StoredImage> orderBy(String name) {
        Comparator<StoredImage> byTime = Comparator.comparing(StoredImage::imported);
        return switch (name) {
            case "importtime" -> byTime;
            case "name" -> Comparator.comparing(StoredImage::displayName);
            case "lastused" -> Comparator.comparing(StoredImage::lastUsed);
            case "size" -> Comparator.comparingLong(StoredImage::size);
            default ->
                throw new InvalidInputException(
                        "cannot order by '" + name + "'", "--sort takes name, importtime, lastused or size");
        };
    }

    String title() {
        return title;
    }

    String cell(StoredImage image, Style style) {
        return switch (this) {
            case ID -> style.full ? ImageIds.whole(image.id()) : ImageIds.brief(image.id());
            case NAME -> image.displayName();
            case SIZE -> style.full ? Long.toString(image.size()) : ByteSize.of(image.size());
            case IMPORT_TIME -> style.time(image.imported());
            case LAST_USED -> style.time(image.lastUsed());
            case LATEST -> Boolean.toString(image.origin().latest());
        };
    }
}
