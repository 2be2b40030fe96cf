package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The rules of a server, read once: the first that matches decides, and what none matches is not permitted. No rules
 * permit everything; a rule that cannot be read permits nothing, since nobody knows whom it was to keep out.
 */
public final class AccessRules {
    static final String RULES = "rules";

    private final Read[] rules;
    private final SettingException unreadable;

    private AccessRules(Read[] rules, SettingException unreadable) {
        this.rules = rules;
        this.unreadable = unreadable;
    }

    /** A rule with its patterns taken apart. Arrays, since each operation goes through all that do not match. */
    private record Read(boolean allows, JobPattern[] jobs, IdRanges ids, Set<Operation> operations) {
        boolean matches(String[] job, long id, Operation operation) {
            // The cheap questions first: a controller may have a thousand rules.
            return mayMatch(job[0]) && operations.contains(operation) && ids.contains(id) && matches(job);
        }

        private boolean mayMatch(String outermost) {
            for (JobPattern pattern : jobs) {
                if (pattern.mayMatch(outermost)) {
                    return true;
                }
            }
            return false;
        }

        boolean matches(String[] job) {
            for (JobPattern pattern : jobs) {
                if (pattern.matches(job)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * What the rules say.
     *
     * @param permitted whether it may be done
     * @param rule the number of the rule that decided, from 1 on; 0 where none matched or there are none
     */
    public record Decision(boolean permitted, int rule) {}

    /**
     * Takes the rules apart; what {@code config.xml} holds may be anything, and Jenkins leaves out what it cannot load.
     *
     * @param stored how many there are to be
     */
    static AccessRules of(List<AccessRule> rules, int stored) {
        try {
            if (rules.size() != stored || rules.stream().anyMatch(Objects::isNull)) {
                throw new SettingException(RULES, rules.size(), "rule.lost", stored);
            }
            return new AccessRules(rules.stream().map(AccessRules::read).toArray(Read[]::new), null);
        } catch (SettingException bad) {
            return new AccessRules(new Read[0], bad);
        }
    }

    private static Read read(AccessRule rule) {
        if (rule.getEffect() == null) {
            // Form and YAML always give one; what is left out of a file by mistake must not turn "deny" into "allow".
            throw new SettingException(AccessRule.EFFECT, null, "rule.effect.bad");
        }
        return new Read(
                AccessRule.effect(rule.getEffect()) == AccessRule.Effect.ALLOW,
                JobPattern.parse(rule.getJobs()).toArray(JobPattern[]::new),
                IdRanges.parse(AccessRule.IDS, rule.getIds()),
                operations(rule.getOperations()));
    }

    static Set<Operation> operations(String given) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        for (String part : given == null ? new String[0] : given.split(",")) {
            String wanted = part.strip();
            if (wanted.equals("*")) {
                return EnumSet.allOf(Operation.class);
            }
            operations.add(Arrays.stream(Operation.values())
                    .filter(known -> known.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new SettingException(AccessRule.OPERATIONS, part, "rule.operations.bad")));
        }
        if (operations.isEmpty()) {
            throw new SettingException(AccessRule.OPERATIONS, given, "rule.operations.bad");
        }
        return operations;
    }

    /** Whether there are any, readable or not. */
    public boolean isEmpty() {
        return rules.length == 0 && unreadable == null;
    }

    /** What keeps them from being read, or null. */
    public SettingException unreadable() {
        return unreadable;
    }

    /**
     * Whether a job may do this.
     *
     * @param job its full name as Jenkins stores it
     */
    public Decision decide(String job, long id, Operation operation) {
        if (isEmpty()) {
            return new Decision(true, 0);
        }
        String[] names = names(job);
        for (int i = 0; i < rules.length; i++) {
            if (rules[i].matches(names, id, operation)) {
                return new Decision(rules[i].allows(), i + 1);
            }
        }
        return new Decision(false, 0);
    }

    /** Whether there is anything at all that they may allow a job; for what a form offers. */
    boolean mayAllow(String job) {
        String[] names = names(job);
        return isEmpty() || Arrays.stream(rules).anyMatch(rule -> rule.allows() && rule.matches(names));
    }

    /** The folders of a job and itself, by their names. */
    static String[] names(String job) {
        return job.split("/", -1);
    }
}
