package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.util.Locale;

/**
 * The identifier of a password in MySafe, as <i>Create password</i> and <i>List passwords</i> return it.
 *
 * @param value 1 to 9223372036854775807
 */
public record PasswordId(long value) {
    /** The name of the field everywhere: step, form, YAML, result. */
    public static final String FIELD = "id";

    /** @throws SettingException when the value is less than 1 */
    public PasswordId {
        if (value < 1) {
            throw bad(value);
        }
    }

    /**
     * Reads an identifier: ASCII digits without a leading zero; blanks around it are trimmed, nothing else is allowed.
     *
     * @throws SettingException for anything else, null and blank included
     */
    public static PasswordId parse(String text) {
        if (text == null || text.isBlank()) {
            throw new SettingException(FIELD, null, "id.missing");
        }
        String trimmed = text.strip();
        try {
            long value = Long.parseLong(trimmed);
            // That reads signs, leading zeros and the digits of every script, too.
            if (value > 0 && Long.toString(value).equals(trimmed)) {
                return new PasswordId(value);
            }
        } catch (NumberFormatException noNumber) {
            // The same.
        }
        int invisible = invisible(trimmed);
        if (invisible >= 0) {
            throw new SettingException(FIELD, text, "id.invisible", named(invisible), Long.MAX_VALUE);
        }
        throw bad(text);
    }

    /** Whether {@link #parse} reads it. */
    public static boolean isId(String text) {
        try {
            parse(text);
            return true;
        } catch (SettingException bad) {
            return false;
        }
    }

    /** The first character that nobody sees, as pages and chats leave it behind what is copied from them; or -1. */
    private static int invisible(String text) {
        return text.codePoints()
                .filter(c -> Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.CONTROL
                        || (Character.isSpaceChar(c) && c != ' '))
                .findFirst()
                .orElse(-1);
    }

    private static String named(int c) {
        return String.format(Locale.ROOT, "U+%04X %s", c, Character.getName(c));
    }

    private static SettingException bad(Object value) {
        return new SettingException(FIELD, value, "id.bad", Long.MAX_VALUE);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
