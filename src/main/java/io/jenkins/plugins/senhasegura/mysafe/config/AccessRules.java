package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rules of a server, read once: the first that matches decides, and what none matches is not permitted. No rules
 * permit everything; a rule that cannot be read permits nothing, since nobody knows whom it was to keep out.
 */
public final class AccessRules {
    static final String RULES = "rules";

    private static final List<Read> NONE = List.of();

    private final List<Read> rules;
    /** Those that name an outermost folder or job, by that name, since a server may have a thousand rules; in order. */
    private final Map<String, List<Read>> byOutermost = new HashMap<>();
    /** Those that may be about any; in order. */
    private final List<Read> anywhere = new ArrayList<>();

    private final SettingException unreadable;

    private AccessRules(List<Read> rules, SettingException unreadable) {
        this.rules = rules;
        this.unreadable = unreadable;
        for (Read rule : rules) {
            Set<String> outermost = rule.outermost();
            if (outermost == null) {
                anywhere.add(rule);
            } else {
                outermost.forEach(name -> byOutermost
                        .computeIfAbsent(name, first -> new ArrayList<>())
                        .add(rule));
            }
        }
    }

    /** @param number from 1 on */
    private record Read(int number, boolean allows, List<JobPattern> jobs, IdRanges ids, Set<Operation> operations) {
        boolean matches(String[] job, long id, Operation operation) {
            return operations.contains(operation) && ids.contains(id) && matches(job);
        }

        boolean matches(String[] job) {
            for (JobPattern pattern : jobs) {
                if (pattern.matches(job)) {
                    return true;
                }
            }
            return false;
        }

        /** The names that its jobs begin with, or null where they may begin with any. */
        private Set<String> outermost() {
            Set<String> names = new HashSet<>();
            for (JobPattern pattern : jobs) {
                if (pattern.outermost() == null) {
                    return null;
                }
                names.add(pattern.outermost());
            }
            return names;
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
            List<Read> read = new ArrayList<>();
            rules.forEach(rule -> read.add(read(read.size() + 1, rule)));
            return new AccessRules(read, null);
        } catch (SettingException bad) {
            return new AccessRules(NONE, bad);
        }
    }

    private static Read read(int number, AccessRule rule) {
        if (rule.getEffect() == null) {
            // Form and YAML always give one; what is left out of a file by mistake must not turn "deny" into "allow".
            throw new SettingException(AccessRule.EFFECT, null, "rule.effect.bad");
        }
        return new Read(
                number,
                AccessRule.effect(rule.getEffect()) == AccessRule.Effect.ALLOW,
                JobPattern.parse(rule.getJobs()),
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
        return rules.isEmpty() && unreadable == null;
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
        Read own = first(byOutermost.getOrDefault(names[0], NONE), names, id, operation);
        Read any = first(anywhere, names, id, operation);
        if (own == null && any == null) {
            return new Decision(false, 0);
        }
        Read decides = any == null || (own != null && own.number() < any.number()) ? own : any;
        return new Decision(decides.allows(), decides.number());
    }

    private static Read first(List<Read> rules, String[] names, long id, Operation operation) {
        for (Read rule : rules) {
            if (rule.matches(names, id, operation)) {
                return rule;
            }
        }
        return null;
    }

    /** Whether there is anything at all that they may allow a job; for what a form offers. */
    boolean mayAllow(String job) {
        String[] names = names(job);
        return isEmpty() || rules.stream().anyMatch(rule -> rule.allows() && rule.matches(names));
    }

    /** The folders of a job and itself, by their names. */
    static String[] names(String job) {
        return job.split("/", -1);
    }
}
