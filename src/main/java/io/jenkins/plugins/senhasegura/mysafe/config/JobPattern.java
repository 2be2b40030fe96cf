package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Full names of jobs that a rule is about, as Jenkins stores them: {@code app/main}, {@code app/PR-*} with any characters
 * within a name, {@code app/**} with everything below a folder, and {@code %2C} for a comma in a name. Compared with case;
 * no regular expressions.
 */
final class JobPattern {
    static final String FIELD = "jobs";

    /** Stands for any number of names. */
    private static final String ACROSS = "**";

    /**
     * What no name in Jenkins holds. A job's can hold still less ({@code Jenkins.checkGoodName}), but a branch has the name
     * that Git allows, with some of it written otherwise ({@code NameEncoder} of the Branch API plugin).
     */
    private static final String NEVER_IN_A_NAME = "?\\#[]:^";

    private static final String COMMA = ",";

    /** No name holds it as it is: a percent sign of a branch is stored as %25, and no comma as this. */
    private static final String WRITTEN_COMMA = "%2C";

    private static final int LONGEST = 2_000;

    private final String[] names;

    private final String outermost;

    private JobPattern(String[] names) {
        this.names = names;
        this.outermost = names[0].indexOf('*') < 0 ? names[0] : null;
    }

    /**
     * Reads patterns that are separated by commas or line ends.
     *
     * @throws SettingException where there is none, or one that could never match
     */
    static List<JobPattern> parse(String text) {
        List<JobPattern> patterns = new ArrayList<>();
        for (String part : text == null ? new String[0] : text.split("[,\\r\\n]")) {
            if (!part.isBlank()) {
                patterns.add(one(part.strip()));
            }
        }
        if (patterns.isEmpty()) {
            throw new SettingException(FIELD, null, "rule.jobs.missing");
        }
        return patterns;
    }

    private static JobPattern one(String pattern) {
        boolean impossible = pattern.length() > LONGEST
                || pattern.chars().anyMatch(c -> NEVER_IN_A_NAME.indexOf(c) >= 0 || Character.isISOControl(c));
        String[] names = pattern.replace(WRITTEN_COMMA, COMMA).split("/", -1);
        for (String name : names) {
            impossible |= name.isEmpty() || name.equals(".") || name.equals("..");
            if (name.contains(ACROSS) && !name.equals(ACROSS)) {
                throw new SettingException(FIELD, pattern, "rule.jobs.across");
            }
        }
        if (impossible) {
            throw new SettingException(FIELD, pattern, "rule.jobs.bad");
        }
        return new JobPattern(names);
    }

    /** The pattern that matches one job alone. */
    static String of(String job) {
        return job.replace(COMMA, WRITTEN_COMMA);
    }

    /** The name of the outermost folder, or of the job where it is in none; null where it may be any. */
    String outermost() {
        return outermost;
    }

    /** @param job the names from the outermost folder to the job */
    boolean matches(String[] job) {
        // The usual loop for wildcards: on a mismatch the last "**" takes one name more, so it is never exponential.
        int across = -1;
        int taken = 0;
        int at = 0;
        int i = 0;
        while (i < job.length) {
            if (at < names.length && names[at].equals(ACROSS)) {
                across = at++;
                taken = i;
            } else if (at < names.length && matchesName(names[at], job[i])) {
                at++;
                i++;
            } else if (across >= 0) {
                at = across + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        while (at < names.length && names[at].equals(ACROSS)) {
            at++;
        }
        return at == names.length;
    }

    private static boolean matchesName(String pattern, String name) {
        int star = -1;
        int taken = 0;
        int at = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                taken = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    @Override
    public String toString() {
        return of(String.join("/", names));
    }
}
