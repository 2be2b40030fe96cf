package io.jenkins.plugins.senhasegura.mysafe.window;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** The lines of the lease file: one JSON object each, nothing in it but what is known here. */
final class LeaseJson {
    /**
     * What a line says.
     *
     * @param id the lease
     * @param lease as it is from here on, or null where it has ended
     */
    record Line(String id, Lease lease) {}

    /** A line of a later version of the plugin. */
    static final class NewerFormat extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** A line that is none of ours; says why, without what it holds. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason);
        }
    }

    private static final String ENDED = "ENDED";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A job's name may hold anything, half a surrogate pair too.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private LeaseJson() {}

    static byte[] line(Lease lease) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("format", Lease.FORMAT);
            json.writeStringProperty("lease", lease.id());
            json.writeStringProperty("phase", lease.phase().name());
            json.writeStringProperty("url", lease.key().url());
            json.writeStringProperty("tenant", lease.key().tenant());
            json.writeNumberProperty("password", lease.key().password());
            json.writeStringProperty("server", lease.server());
            json.writeStringProperty("whenFoundActive", lease.whenFoundActive().name());
            json.writeStringProperty("credentialsId", lease.credentialsId());
            json.writeStringProperty("store", lease.store());
            json.writeStringProperty("since", lease.since().toString());
            if (lease.lateUntil() != null) {
                json.writeStringProperty("lateUntil", lease.lateUntil().toString());
            }
            json.writeStringProperty("window", lease.holder().window());
            json.writeStringProperty("instance", lease.holder().instance());
            json.writeStringProperty("job", lease.holder().job());
            json.writeNumberProperty("build", lease.holder().build());
            json.writeNumberProperty("started", lease.holder().started());
            json.writeStringProperty("step", lease.holder().step());
            json.writeEndObject();
        }
        return bytes(text);
    }

    static byte[] ended(String id) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("format", Lease.FORMAT);
            json.writeStringProperty("lease", id);
            json.writeStringProperty("phase", ENDED);
            json.writeEndObject();
        }
        return bytes(text);
    }

    private static byte[] bytes(StringWriter text) {
        return text.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    static Line read(byte[] line) throws NewerFormat, Unreadable {
        Fields fields = new Fields(scalars(line));
        long format = fields.number("format");
        if (format > Lease.FORMAT) {
            throw new NewerFormat();
        }
        if (format != Lease.FORMAT) {
            throw new Unreadable("format " + format);
        }
        String id = fields.text("lease");
        String phase = fields.text("phase");
        Lease lease = phase.equals(ENDED) ? null : lease(id, phase, fields);
        fields.checkAllRead();
        return new Line(id, lease);
    }

    private static Lease lease(String id, String phase, Fields fields) throws Unreadable {
        try {
            return new Lease(
                    id,
                    new WindowKey(fields.text("url"), fields.text("tenant"), fields.number("password")),
                    fields.text("server"),
                    Lease.Phase.valueOf(phase),
                    WhenFoundActive.valueOf(fields.text("whenFoundActive")),
                    fields.text("credentialsId"),
                    fields.text("store"),
                    Instant.parse(fields.text("since")),
                    fields.has("lateUntil") ? Instant.parse(fields.text("lateUntil")) : null,
                    new Holder(
                            fields.text("window"),
                            fields.text("instance"),
                            fields.text("job"),
                            Math.toIntExact(fields.number("build")),
                            fields.number("started"),
                            fields.text("step")));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException odd) {
            throw new Unreadable("a value that is none of ours");
        }
    }

    /** Strings and whole numbers by name; all else is kept as something that is neither. */
    private static Map<String, Object> scalars(byte[] line) throws Unreadable {
        Map<String, Object> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("no JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    fields.put(name, parser.getString());
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    fields.put(name, parser.getLongValue());
                } else {
                    fields.put(name, token);
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new Unreadable("something behind the JSON object");
            }
        } catch (JacksonException broken) {
            throw new Unreadable("no JSON");
        }
        return fields;
    }

    private record Fields(Map<String, Object> left) {
        boolean has(String name) {
            return left.containsKey(name);
        }

        String text(String name) throws Unreadable {
            if (left.remove(name) instanceof String text) {
                return text;
            }
            throw new Unreadable("no text '" + name + "'");
        }

        long number(String name) throws Unreadable {
            if (left.remove(name) instanceof Long number) {
                return number;
            }
            throw new Unreadable("no number '" + name + "'");
        }

        void checkAllRead() throws Unreadable {
            if (!left.isEmpty()) {
                throw new Unreadable("a field that is none of ours");
            }
        }
    }
}
