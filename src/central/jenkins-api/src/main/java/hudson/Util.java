package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Small helpers for strings and collections. */
public class Util {

    @Nullable
    public static String escape(@CheckForNull String text) {
        if (text == null) {
            return null;
        }
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            html.append(
                    switch (c) {
                        case '\n' -> "<br>";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '&' -> "&amp;";
                        case '"' -> "&quot;";
                        case '\'' -> "&#039;";
                        case ' ' -> text.startsWith(" ", i + 1) ? "&nbsp;" : " ";
                        default -> String.valueOf(c);
                    });
        }
        return html.toString();
    }

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        return s == null ? "" : s;
    }

    @CheckForNull
    public static String fixEmpty(@CheckForNull String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    @NonNull
    public static String rawEncode(@NonNull String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @NonNull
    public static <T> List<T> fixNull(@CheckForNull List<T> l) {
        return l == null ? List.of() : l;
    }

    @NonNull
    public static <T> Set<T> fixNull(@CheckForNull Set<T> l) {
        return l == null ? Set.of() : l;
    }

    @NonNull
    public static <T> Collection<T> fixNull(@CheckForNull Collection<T> l) {
        return l == null ? Set.of() : l;
    }

    @NonNull
    public static <T> Iterable<T> fixNull(@CheckForNull Iterable<T> l) {
        return l == null ? Set.of() : l;
    }
}
