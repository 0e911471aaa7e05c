package io.dray.pod.metadata;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import java.nio.charset.StandardCharsets;

/** What the service answers. */
final class Answer {
    private static final String TEXT = "text/plain; charset=us-ascii";
    private static final String JSON = "application/json";

    private final int status;
    private final String type;
    private final byte[] body;

    private Answer(int status, String type, byte[] body) {
        this.status = status;
        this.type = type;
        this.body = body;
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    /** The content's, to the letter: validators compare it. */
    String type() {
        return type;
    }

    /** The content; not to be changed. */
    byte[] body() {
        return body;
    }

    static Answer text(String text) {
        return text(200, text);
    }

    static Answer text(int status, String text) {
        return new Answer(status, TEXT, text.getBytes(StandardCharsets.US_ASCII));
    }

    static Answer json(byte[] document) {
        return new Answer(200, JSON, document);
    }

    static Answer json(JsonValue value) {
        return json(Json.write(value).getBytes(StandardCharsets.UTF_8));
    }
}
