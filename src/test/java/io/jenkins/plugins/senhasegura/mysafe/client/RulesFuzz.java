package io.jenkins.plugins.senhasegura.mysafe.client;

import static io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing.check;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessRule;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessRules;
import io.jenkins.plugins.senhasegura.mysafe.config.ReadRules;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Any text is a list of jobs and of ids that decides as a simple reading of it would, or an error that names field and
 * remedy. A line of the input each: jobs, ids, the name of a job, an id.
 */
public final class RulesFuzz {
    private static final int MOST = 200;

    private RulesFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", -1);
        String jobs = lines[0];
        String ids = lines.length > 1 ? lines[1] : "*";
        String job = lines.length > 2 ? lines[2] : "app/main";
        long id = lines.length > 3 ? Math.abs((long) lines[3].hashCode()) + 1 : 10;
        if (data.length < MOST) {
            Fuzzing.bounded(() -> decide(jobs, ids, job, id));
        }
    }

    private static void decide(String jobs, String ids, String job, long id) {
        AccessRule allow;
        AccessRule deny;
        try {
            allow = new AccessRule(jobs);
            allow.setIds(ids);
            deny = new AccessRule(jobs);
            deny.setIds(ids);
            deny.setEffect("DENY");
        } catch (SettingException refused) {
            String message = refused.getMessage();
            check(refused.field().matches("jobs|ids"), "names the field", message);
            check(message.length() < 500, "a short message", message);
            check(message.chars().noneMatch(Character::isISOControl), "one line", message);
            return;
        }
        AccessRules rules = ReadRules.of(allow);
        check(rules.unreadable() == null, "what was taken can be read", jobs, ids);
        boolean permitted = rules.decide(job, id, Operation.ENABLE).permitted();
        boolean denied = ReadRules.of(deny).decide(job, id, Operation.ENABLE).rule() == 1;
        check(permitted == denied, "both effects match the same", jobs, ids, job, id);
        check(
                permitted == matches(jobs, job) && matches(ids, id) || !permitted,
                "no more than it says",
                jobs,
                ids,
                job);
        check(permitted || !(matches(jobs, job) && matches(ids, id)), "no less than it says", jobs, ids, job);
    }

    /** The same by another way: as a regular expression. */
    private static boolean matches(String jobs, String job) {
        for (String one : jobs.split("[,\\r\\n]")) {
            String pattern = one.strip();
            if (!pattern.isEmpty() && matchesNames(pattern.split("/", -1), 0, job.split("/", -1), 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesNames(String[] pattern, int at, String[] names, int from) {
        if (at == pattern.length) {
            return from == names.length;
        }
        if (!pattern[at].equals("**")) {
            return from < names.length
                    && matchesName(pattern[at], names[from])
                    && matchesNames(pattern, at + 1, names, from + 1);
        }
        if (at + 1 < pattern.length && pattern[at + 1].equals("**")) {
            return matchesNames(pattern, at + 1, names, from);
        }
        for (int next = from; next <= names.length; next++) {
            if (matchesNames(pattern, at + 1, names, next)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesName(String pattern, String name) {
        StringBuilder expression = new StringBuilder();
        for (String part : pattern.split("\\*+", -1)) {
            expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    private static boolean matches(String ids, long id) {
        for (String one : ids.split("[,\\r\\n]")) {
            String range = one.strip();
            String[] ends = range.split("-", 2);
            if (range.equals("*")
                    || !range.isEmpty()
                            && Long.parseLong(ends[0].strip()) <= id
                            && id <= Long.parseLong(ends[ends.length - 1].strip())) {
                return true;
            }
        }
        return false;
    }
}
