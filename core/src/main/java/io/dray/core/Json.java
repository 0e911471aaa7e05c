package io.dray.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON strictly; thread-safe. The only class that knows which JSON library Dray uses. */
public final class Json {
    /** Nesting deeper than this is refused: no format that Dray reads comes near it. */
    public static final int MAX_DEPTH = 256;

    private static final int MAX_NUMBER_DIGITS = 1000;

    private Json() {}

    /**
     * Reads one document.
     *
     * @param source what is read, for the message: a file name or {@code TEMPLATER_OVERRIDE}
     * @throws InvalidInputException for anything that is not JSON, also for text after the document
     */
    public static JsonValue parse(String source, byte[] content) {
        try (JsonParser parser = factory().createParser(content)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new InvalidInputException(source + ": not valid JSON: it is empty");
            }
            JsonValue value = read(parser, first);
            if (parser.nextToken() != null) {
                throw invalid(source, "text after the end of the document", parser.currentTokenLocation(), null);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw invalid(source, e.getOriginalMessage(), e.getLocation(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one document from text; see {@link #parse(String, byte[])}. */
    public static JsonValue parse(String source, String content) {
        return parse(source, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes on one line, without a line end. */
    public static String write(JsonValue value) {
        return write(value, false);
    }

    /** Writes indented by two blanks, for people, with a line end. */
    public static String writePretty(JsonValue value) {
        return write(value, true) + "\n";
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_DIGITS)
                        .build())
                .build();
    }

    private static InvalidInputException invalid(
            String source, String reason, JsonLocation where, @Nullable Throwable cause) {
        String at = where == null ? "" : ":" + where.getLineNr() + ":" + where.getColumnNr();
        return new InvalidInputException(source + at + ": not valid JSON: " + firstLine(reason), null, cause);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static JsonValue read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> new JsonString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getDecimalValue());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("a JSON value cannot begin with " + token);
        };
    }

    private static JsonObject readObject(JsonParser parser) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            fields.put(name, read(parser, parser.nextToken()));
        }
        return new JsonObject(fields);
    }

    private static JsonArray readArray(JsonParser parser) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(read(parser, token));
        }
        return new JsonArray(items);
    }

    private static String write(JsonValue value, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory().createGenerator(text)) {
            if (pretty) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, JsonValue value) throws IOException {
        switch (value) {
            case JsonObject object -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                    generator.writeFieldName(field.getKey());
                    write(generator, field.getValue());
                }
                generator.writeEndObject();
            }
            case JsonArray array -> {
                generator.writeStartArray();
                for (JsonValue item : array.items()) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case JsonString string -> generator.writeString(string.value());
            case JsonNumber number -> generator.writeNumber(number.value());
            case JsonBoolean bool -> generator.writeBoolean(bool.value());
            case JsonNull _ -> generator.writeNull();
        }
    }
}
