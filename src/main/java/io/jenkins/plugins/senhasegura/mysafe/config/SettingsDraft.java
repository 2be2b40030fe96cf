package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.BulkChange;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings that are being made: what is set one by one becomes one change. */
final class SettingsDraft {
    private final BulkChange bulk;
    private List<MySafeServer> servers;
    private Integer auditMonths;
    private final Map<String, List<String>> mapped = new HashMap<>();

    /** @param bulk what this change is part of, or null */
    SettingsDraft(BulkChange bulk) {
        this.bulk = bulk;
    }

    boolean isPartOf(BulkChange other) {
        return bulk != null && bulk == other;
    }

    void servers(List<MySafeServer> given) {
        servers = given == null ? List.of() : given;
    }

    /** @throws SettingException for what is no such number */
    void auditMonths(String given) {
        auditMonths = ServerFields.number("auditMonths", given, MySafeSettings.MOST_AUDIT_MONTHS);
    }

    /**
     * Takes one of the lists of the error mapping.
     *
     * @throws SettingException for a name that is unknown, or that this change names twice
     */
    void mapped(String field, List<String> given) {
        mapped.put(field, given == null ? List.of() : List.copyOf(given));
        ErrorMapping.of(
                mapped.get(ErrorMapping.UNSTABLE_ON),
                mapped.get(ErrorMapping.FAIL_ON),
                mapped.get(ErrorMapping.PASS_ON));
    }

    /** The settings after this change; an error that it names leaves the lists that it says nothing of. */
    MySafeSettings over(MySafeSettings before) {
        return new MySafeSettings(
                servers == null ? before.servers() : servers,
                list(ErrorMapping.UNSTABLE_ON, before.unstableOn()),
                list(ErrorMapping.FAIL_ON, before.failOn()),
                list(ErrorMapping.PASS_ON, before.passOn()),
                auditMonths == null ? before.auditMonths() : auditMonths);
    }

    private List<String> list(String field, List<String> old) {
        if (mapped.containsKey(field)) {
            return mapped.get(field);
        }
        List<String> left = new ArrayList<>(old);
        mapped.values().forEach(left::removeAll);
        return left;
    }
}
