package hudson;

import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables; names are compared without case. */
public class EnvVars extends TreeMap<String, String> {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\w+)|\\{([\\w.]+)}|\\$)");

    public EnvVars() {
        super(String.CASE_INSENSITIVE_ORDER);
    }

    public String expand(String s) {
        if (s == null) {
            return null;
        }
        return REFERENCE.matcher(s).replaceAll(match -> {
            if (match.group().equals("$$")) {
                return "\\$";
            }
            String value = get(match.group(1) == null ? match.group(2) : match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }
}
