package io.jenkins.plugins.senhasegura.mysafe.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a text that came from outside fit to be shown: one line, short, and without the secrets it may echo. */
final class Redactor {
    /** The longest server's message that is quoted, in characters. */
    static final int LONGEST_MESSAGE = 500;

    private static final String MASK = "****";
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private final List<String> secrets;

    private Redactor(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * Masks the given secrets as plain text, in one line, URL-encoded, escaped for HTML and in base64; null and empty
     * ones are passed over.
     */
    static Redactor of(Collection<String> secrets) {
        Set<String> forms = new HashSet<>();
        for (String secret : secrets) {
            if (secret != null && !secret.isEmpty()) {
                addForms(forms, secret);
            }
        }
        forms.removeIf(String::isBlank);
        // The longest first: a short form may be a part of a longer one and would leave the rest of it readable.
        return new Redactor(forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static void addForms(Set<String> forms, String secret) {
        forms.add(secret);
        forms.add(oneLine(secret, Integer.MAX_VALUE));
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : List.of(encoded, encoded.replace("+", "%20"))) {
            forms.add(form);
            forms.add(ESCAPE.matcher(form).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
        }
        String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(html);
        forms.add(html.replace("\"", "&quot;"));
        forms.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
        // Without padding, since not everybody writes it.
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The text in one line of at most 500 characters, secrets masked; null stays null. */
    String message(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return oneLine(masked, LONGEST_MESSAGE);
    }

    /** Replaces runs of control, format and separator characters by one space and cuts at the limit, in characters. */
    static String oneLine(String text, int limit) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), 512));
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isControl(c)) {
                blank = line.length() > 0;
                continue;
            }
            int needed = Character.charCount(c) + (blank ? 1 : 0);
            if (line.length() + needed > limit - 1 && (i < text.length() || line.length() + needed > limit)) {
                return line.append('…').toString();
            }
            if (blank) {
                line.append(' ');
                blank = false;
            }
            line.appendCodePoint(c);
        }
        return line.toString();
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }
}
