package io.dray.pod.metadata;

import io.dray.core.DrayException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Answers requests (appc spec, ace.md, "App Container Metadata Service"), whatever brings them. Thread-safe. */
final class MetadataRequests {
    static final String BASE = "/acMetadata/v1/";

    private static final String ONE = "annotations/";

    private final Function<String, Optional<ServedPod>> pods;
    private final IdentityKey key;

    /**
     * Answers for these pods.
     *
     * @param pods the pod that has a token
     */
    MetadataRequests(Function<String, Optional<ServedPod>> pods, IdentityKey key) {
        this.pods = pods;
        this.key = key;
    }

    /**
     * Answers one request.
     *
     * @param path {@code /<token>/acMetadata/v1/...}
     * @param form the body
     */
    Answer answer(String method, String path, String form) throws IOException {
        int slash = path.indexOf('/', 1);
        String token = slash < 0 ? path.substring(1) : path.substring(1, slash);
        Optional<ServedPod> pod = pods.apply(token);
        if (pod.isEmpty()) {
            return Answer.text(401, "no pod has this token\n");
        }
        String rest = slash < 0 ? "" : path.substring(slash);
        if (!rest.startsWith(BASE)) {
            return notFound();
        }
        List<String> words = List.of(rest.substring(BASE.length()).split("/", -1));
        boolean signs =
                words.size() == 3 && words.get(0).equals("pod") && words.get(1).equals("hmac");
        if (!method.equals(signs ? "POST" : "GET")) {
            return Answer.text(405, "use " + (signs ? "POST" : "GET") + "\n");
        }
        if (signs) {
            return hmac(pod.get(), words.get(2), form);
        }
        return words.getFirst().equals("apps") ? ofApp(pod.get(), words) : ofPod(pod.get(), words);
    }

    private static Answer ofPod(ServedPod pod, List<String> words) throws IOException {
        String what = String.join("/", words);
        if (what.startsWith("pod/" + ONE)) {
            return valueOf(what.substring(("pod/" + ONE).length()), Optional.of(pod.annotations()));
        }
        return switch (what) {
            case "pod/annotations" -> Answer.json(pod.annotations());
            case "pod/manifest" -> Answer.json(pod.manifest());
            case "pod/uuid" -> Answer.text(pod.uuid().toString());
            default -> notFound();
        };
    }

    private static Answer ofApp(ServedPod pod, List<String> words) throws IOException {
        if (words.size() < 3) {
            return notFound();
        }
        String app = words.get(1);
        String what = String.join("/", words.subList(2, words.size()));
        if (what.startsWith(ONE)) {
            return valueOf(what.substring(ONE.length()), pod.annotations(app));
        }
        return switch (what) {
            case "annotations" -> pod.annotations(app).map(Answer::json).orElseGet(MetadataRequests::notFound);
            case "image/manifest" -> pod.imageManifest(app).map(Answer::json).orElseGet(MetadataRequests::notFound);
            case "image/id" -> pod.imageId(app).map(Answer::text).orElseGet(MetadataRequests::notFound);
            default -> notFound();
        };
    }

    /** One annotation by itself, as rkt's service gave it; names have slashes. */
    private static Answer valueOf(String name, Optional<JsonValue> annotations) {
        List<JsonValue> all =
                annotations.isEmpty() ? List.of() : annotations.get().asList("annotations");
        for (JsonValue item : all) {
            JsonObject annotation = item.asObject("annotations");
            Optional<JsonValue> value = annotation.fieldIgnoringCase("value");
            if (value.isPresent()
                    && annotation
                            .fieldIgnoringCase("name")
                            .map(found -> found.asString("name"))
                            .equals(Optional.of(name))) {
                return Answer.text(value.get().asString("value"));
            }
        }
        return notFound();
    }

    private Answer hmac(ServedPod pod, String what, String form) {
        Optional<Map<String, String>> fields = fields(form);
        String content = fields.isEmpty() ? null : fields.get().get("content");
        if (fields.isEmpty() || content == null) {
            return Answer.text(400, "the form needs content\n");
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return switch (what) {
            case "sign" -> Answer.text(key.sign(pod.uuid(), bytes));
            case "verify" -> verify(fields.get(), bytes);
            default -> notFound();
        };
    }

    private Answer verify(Map<String, String> fields, byte[] content) {
        String uuid = fields.get("uuid");
        String signature = fields.get("signature");
        if (uuid == null || signature == null) {
            return Answer.text(400, "the form needs content, uuid and signature\n");
        }
        try {
            return Answer.text(key.verify(UUID.fromString(uuid), content, signature) ? 200 : 403, "");
        } catch (IllegalArgumentException _) {
            return Answer.text(400, "uuid is no UUID\n");
        }
    }

    /** Empty for what is no form. */
    private static Optional<Map<String, String>> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : form.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals >= 0) {
                    fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return Optional.of(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Answer notFound() {
        return Answer.text(404, "there is no such thing\n");
    }

    /** The same, of which every failure is an answer. */
    Answer answerAlways(String method, String path, String form) {
        try {
            return answer(method, path, form);
        } catch (IOException | DrayException e) {
            return Answer.text(500, "the pod cannot be read\n");
        }
    }
}
