package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the audit a page begins.
 *
 * @param month whose file it is in
 * @param before where in that file the next newer line begins
 */
record AuditPosition(YearMonth month, long before) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{4}-(?:0[1-9]|1[0-2])):([0-9]{1,18})");

    /** What {@link #toString} has written; null for anything else, which begins at the newest. */
    static AuditPosition of(String text) {
        Matcher position = TEXT.matcher(text == null || text.length() > 40 ? "" : text);
        return position.matches()
                ? new AuditPosition(YearMonth.parse(position.group(1)), Long.parseLong(position.group(2)))
                : null;
    }

    @Override
    public String toString() {
        return month + ":" + before;
    }
}
