package hudson;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables; names are compared without case. */
public class EnvVars extends TreeMap<String, String> {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\w+)|\\{([\\w.]+)}|\\$)");

    public EnvVars() {
        super(String.CASE_INSENSITIVE_ORDER);
    }

    public EnvVars(@NonNull Map<String, String> m) {
        this();
        putAll(m);
    }

    public EnvVars(@NonNull EnvVars m) {
        this((Map<String, String>) m);
    }

    public EnvVars(String... keyValuePairs) {
        this();
        for (int i = 0; i < keyValuePairs.length; i += 2) {
            put(keyValuePairs[i], keyValuePairs[i + 1]);
        }
    }

    public EnvVars overrideAll(Map<String, String> all) {
        for (Map.Entry<String, String> variable : all.entrySet()) {
            if (variable.getKey().contains("+")) {
                throw new UnsupportedOperationException("EnvVars.overrideAll(PATH+X) needs a real Jenkins");
            }
            if (variable.getValue() == null || variable.getValue().isEmpty()) {
                remove(variable.getKey());
            } else {
                put(variable.getKey(), variable.getValue());
            }
        }
        return this;
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
