package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.util.HashMap;
import java.util.Map;

/** Records for tests. */
final class Records {
    private Records() {}

    /** The fields that one has to have, and those that are given on top as names and values. */
    static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("time", 1_785_312_000_000L);
        fields.put("operation", "ENABLE");
        fields.put("id", "10");
        fields.put("outcome", "ACTIVATED");
        fields.put("result", "SUCCESS");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    static OperationRecord of(Object... namesAndValues) {
        return OperationRecord.of(fields(namesAndValues));
    }
}
