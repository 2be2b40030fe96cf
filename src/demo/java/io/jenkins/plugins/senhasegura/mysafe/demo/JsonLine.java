package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what came of a password as one JSON object in one line, with the fields of the step's result. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLine() {}

    static String of(OperationResult activation) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : activation.asMap().entrySet()) {
                json.writeName(field.getKey());
                Object value = field.getValue();
                if (value == null) {
                    json.writeNull();
                } else if (value instanceof Boolean truth) {
                    json.writeBoolean(truth);
                } else if (value instanceof Number number) {
                    json.writeNumber(number.longValue());
                } else {
                    json.writeString(value.toString());
                }
            }
            json.writeEndObject();
        }
        return line.toString();
    }
}
