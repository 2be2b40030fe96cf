package io.jenkins.plugins.senhasegura.mysafe;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What the step returns to a Pipeline: small, serialisable, and readable in the sandbox without an approval. */
public final class EnablePasswordResult implements OperationProperties, Serializable {
    private static final long serialVersionUID = 1L;

    // No record and no field for each: neither the Pipeline's storage nor that of its nodes can read records.
    private final LinkedHashMap<String, Object> values;

    /** @param properties by their names, fit to be kept with the build */
    public EnablePasswordResult(Map<String, ?> properties) {
        values = new LinkedHashMap<>(properties);
        values.values().removeIf(Objects::isNull);
    }

    @Override
    public Object value(String property) {
        return values.get(property);
    }

    /** Id, outcome and server. */
    @Override
    @Whitelisted
    public String toString() {
        return "password " + getId() + ": " + getOutcome() + (getServer() == null ? "" : " on " + getServer());
    }
}
