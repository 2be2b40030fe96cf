package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What is asked before each operation of a job: whether the server's rules permit it. */
public final class RulesUnderTest {
    private static final String JOB = "team/service/deploy";

    private RulesUnderTest() {}

    /**
     * The question at a server with so many rules, of which the last permits.
     *
     * @param url of the server
     */
    public static Consumer<PasswordId> of(String url, int rules) {
        MySafeServer server = new MySafeServer("main", url);
        server.setRules(IntStream.rangeClosed(1, rules)
                .mapToObj(number -> rule(number, number == rules))
                .toList());
        MySafeSettings settings = new MySafeSettings(List.of(server), List.of(), List.of(), List.of(), 24);
        InheritedLimits none = new InheritedLimits(List.of());
        return id -> new Access(JOB, settings, none, null, null).check(id, Operation.ENABLE);
    }

    /** A folder each, and some passwords in common, so that nothing is decided before the names are compared. */
    private static AccessRule rule(int number, boolean matches) {
        AccessRule rule = new AccessRule(matches ? "team/**" : "team-" + number + "/**");
        rule.setIds("10-19, 100-199, " + 1000 * number);
        return rule;
    }
}
