package io.dray.cli;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.pod.state.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A column of {@code list}. */
enum PodField {
    UUID("uuid", "UUID"),
    NAME("name", "NAME"),
    APP("app", "APP"),
    IMAGE("image", "IMAGE NAME"),
    IMAGE_ID("imageid", "IMAGE ID"),
    STATE("state", "STATE"),
    CREATED("created", "CREATED"),
    STARTED("started", "STARTED"),
    NETWORKS("networks", "NETWORKS"),
    LABELS("labels", "LABELS");

    private static final int UUID_LENGTH = 8;

    private final String word;
    private final String title;

    PodField(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /**
     * How cells are written.
     *
     * @param full whole UUIDs, image IDs and exact times
     * @param now what ages are counted from
     */
    record Style(boolean full, Instant now) {
        private String time(Instant time) {
            return full ? Times.exact(time) : Times.age(time, now);
        }
    }

    /** Those of a listing that asks for none. */
    static List<PodField> usual(boolean full) {
        List<PodField> fields =
                new ArrayList<>(List.of(UUID, NAME, APP, IMAGE, IMAGE_ID, STATE, CREATED, STARTED, NETWORKS));
        if (ProgramName.current() == ProgramName.RKT) {
            fields.remove(NAME);
        }
        if (!full) {
            fields.remove(IMAGE_ID);
        }
        return fields;
    }

    /** Reads {@code uuid,name,state}. */
    static List<PodField> parseList(String text) {
        List<PodField> fields = new ArrayList<>();
        for (String name : Words.split(text, ',')) {
            fields.add(parse(name));
        }
        return fields;
    }

    private static PodField parse(String name) {
        List<String> words = new ArrayList<>();
        for (PodField field : values()) {
            if (field.word.equals(name)) {
                return field;
            }
            words.add(field.word);
        }
        throw new InvalidInputException(
                "'" + name + "' is no field of a pod", "choose from " + String.join(", ", words));
    }

    String title() {
        return title;
    }

    /** Whether the cell says something about the app, and not about its pod, which is said only once. */
    private boolean ofApp() {
        return this == APP || this == IMAGE || this == IMAGE_ID;
    }

    /**
     * One cell.
     *
     * @param app the app of this line; empty for the only line of a pod without apps
     * @param first whether it is the first line of its pod
     */
    String cell(Pod pod, Optional<Pod.App> app, boolean first, Style style) {
        if (ofApp()) {
            return app.isPresent() ? cell(app.get()) : "-";
        }
        return first ? cell(pod, style) : "";
    }

    private String cell(Pod.App app) {
        return switch (this) {
            case APP -> app.name();
            case IMAGE -> app.image();
            case IMAGE_ID -> ImageIds.brief(Digest.parse(app.imageId()));
            case UUID, NAME, STATE, CREATED, STARTED, NETWORKS, LABELS -> "";
        };
    }

    private String cell(Pod pod, Style style) {
        return switch (this) {
            case UUID -> style.full ? pod.uuid() : pod.uuid().substring(0, UUID_LENGTH);
            case NAME -> pod.identity().name().orElse("");
            case STATE -> pod.state().label();
            case CREATED -> style.time(pod.created());
            case STARTED -> pod.started().isPresent() ? style.time(pod.started().get()) : "";
            case NETWORKS -> networks(pod);
            case LABELS -> labels(pod);
            case APP, IMAGE, IMAGE_ID -> "";
        };
    }

    /** {@code default:ip4=172.16.28.2, other:ip4=...}. */
    static String networks(Pod pod) {
        StringBuilder cell = new StringBuilder();
        for (Map.Entry<String, String> network : pod.networks().entrySet()) {
            cell.append(cell.isEmpty() ? "" : ", ");
            String version = network.getValue().indexOf(':') < 0 ? ":ip4=" : ":ip6=";
            cell.append(network.getKey()).append(version).append(network.getValue());
        }
        return cell.toString();
    }

    private static String labels(Pod pod) {
        StringBuilder cell = new StringBuilder();
        for (Map.Entry<String, String> label : pod.identity().labels().entrySet()) {
            cell.append(cell.isEmpty() ? "" : ",").append(label.getKey());
            cell.append('=').append(label.getValue());
        }
        return cell.toString();
    }
}
