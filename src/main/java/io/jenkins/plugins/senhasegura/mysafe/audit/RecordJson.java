package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A record as one line of JSON in UTF-8. */
final class RecordJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RecordJson() {}

    /** The record without the line's end; what is null is left out. */
    static byte[] write(OperationRecord record) {
        return write(record.asMap());
    }

    /** The same for any fields by their names. */
    static byte[] write(Map<String, ?> fields) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            fields.forEach((name, value) -> write(json, name, value));
            json.writeEndObject();
        }
        return line.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Object value) {
        if (value instanceof String text) {
            json.writeStringProperty(name, text);
        } else if (value instanceof Boolean flag) {
            json.writeBooleanProperty(name, flag);
        } else if (value instanceof Number number) {
            json.writeNumberProperty(name, number.longValue());
        }
    }

    /** Some texts as a JSON array on one line. */
    static String write(String... texts) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartArray();
            List.of(texts).forEach(json::writeString);
            json.writeEndArray();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The record of a line; null when the line is anything else. Fields that this version does not know are passed over. */
    static OperationRecord read(byte[] line) {
        return read(line, OperationRecord::of);
    }

    /** The same for another type of records, made by {@code maker} of the fields by their names. */
    static <R> R read(byte[] line, Function<Map<String, ?>, R> maker) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                values.put(json.currentName(), value(json, json.nextToken()));
            }
            return json.nextToken() == null ? maker.apply(values) : null;
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static Object value(JsonParser json, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_OBJECT, START_ARRAY -> {
                json.skipChildren();
                yield token;
            }
            default -> token;
        };
    }
}
