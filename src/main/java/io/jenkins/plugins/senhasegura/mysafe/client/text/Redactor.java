package io.jenkins.plugins.senhasegura.mysafe.client.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Makes a text that came from outside fit to be shown: one line, short, and without the secrets it may echo. */
public final class Redactor {
    /** The longest server's message that is quoted, in characters. */
    public static final int LONGEST_MESSAGE = 500;

    private static final int LONGEST_ID = 100;
    private static final int SHORT = 2;
    private static final String MASK = "****";

    /** The longest first: a short form may be a part of a longer one and would leave the rest of it readable. */
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final List<String> secrets;

    private Redactor(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * Masks the given secrets (the client secret, tokens, a secret user name) as plain text, in one line, URL-encoded,
     * escaped for HTML or for JSON and in base64; null and empty ones are passed over.
     */
    public static Redactor of(Collection<String> secrets) {
        List<String> present = new ArrayList<>(secrets.size());
        for (String secret : secrets) {
            if (secret != null && !secret.isBlank()) {
                present.add(secret);
            }
        }
        return new Redactor(present);
    }

    /** The text in one line of at most 500 characters, secrets masked; null stays null. */
    public String message(String text) {
        if (text == null) {
            return null;
        }
        List<String> forms = forms(text.length());
        // The usual case: nothing to mask, and no line end that could be hiding something.
        if (forms.isEmpty() || (isOneLine(text) && !holdsAny(text, forms))) {
            return oneLine(text, LONGEST_MESSAGE);
        }
        String masked = masked(text, forms);
        // A secret with a blank in it may have stood there with a line end instead.
        return oneLine(masked(oneLine(masked, Integer.MAX_VALUE), forms), LONGEST_MESSAGE);
    }

    /**
     * An id in one line of at most 100 characters, or null. A secret of one or two characters is no reason to spoil it:
     * what is masked in it hides nothing.
     */
    public String id(String text) {
        if (text == null) {
            return null;
        }
        Redactor telling = new Redactor(
                secrets.stream().filter(secret -> secret.length() > SHORT).toList());
        return oneLine(telling.message(text), LONGEST_ID);
    }

    private static boolean holdsAny(String text, List<String> forms) {
        for (String form : forms) {
            if (text.contains(form)) {
                return true;
            }
        }
        return false;
    }

    private static String masked(String text, List<String> forms) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    /** How the secrets may be written in a text of this length. */
    private List<String> forms(int longest) {
        List<String> forms = new ArrayList<>(0);
        for (String secret : secrets) {
            // A short text cannot hold a long secret in any form, and most texts are shorter than most tokens.
            if (oneLine(secret, Integer.MAX_VALUE).length() <= longest) {
                SecretForms.add(forms, secret);
            }
            if (secret.length() * 4L <= longest * 3L) {
                SecretForms.addBase64(forms, secret);
            }
        }
        forms.removeIf(String::isBlank);
        forms.sort(LONGEST_FIRST);
        return forms;
    }

    /** Replaces runs of control, format and separator characters by one space and cuts at the limit, in characters. */
    public static String oneLine(String text, int limit) {
        if (text == null) {
            return null;
        }
        if (text.length() <= limit && isOneLine(text)) {
            return text;
        }
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

    /** Whether there is nothing to replace, as in nearly every text. */
    private static boolean isOneLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ';
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
