package io.jenkins.plugins.senhasegura.mysafe.config;

import java.util.List;

/** Opens what decides to tests elsewhere. */
public final class ReadRules {
    private ReadRules() {}

    public static AccessRules of(AccessRule... rules) {
        return AccessRules.of(List.of(rules), rules.length);
    }
}
