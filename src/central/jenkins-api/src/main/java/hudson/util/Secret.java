package hudson.util;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/** Text that is stored encrypted. */
public final class Secret implements Serializable {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    @Override
    @Deprecated
    public String toString() {
        return text;
    }

    @NonNull
    public String getPlainText() {
        return text;
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof Secret other && other.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @NonNull
    public static Secret fromString(@CheckForNull String data) {
        return new Secret(data == null ? "" : data);
    }

    @NonNull
    public static String toString(@CheckForNull Secret s) {
        return s == null ? null : s.text;
    }
}
