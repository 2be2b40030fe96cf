package io.jenkins.plugins.senhasegura.mysafe.client.model;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A setting or argument that cannot be used: names the field, the value (never a secret) and the remedy. Thrown before
 * anything is sent.
 */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 80;
    private static final int LONGEST_ARGUMENT = 500;

    private final String field;
    private final String key;
    private final String[] arguments;
    private final String server;

    /**
     * @param field the name of the field as form, YAML and step show it
     * @param value what was given, shown in quotes; null when there is nothing to show
     * @param key of the text in {@code Texts.properties}, which says what is wrong and the remedy
     * @param arguments of that text, from {@code {1}} on; {@code {0}} is the quoted value
     */
    public SettingException(String field, Object value, String key, Object... arguments) {
        this(
                field,
                key,
                Stream.concat(
                                Stream.of(value == null ? "" : quote(value.toString())),
                                // A name that somebody chose, too, may hold a line end.
                                Arrays.stream(arguments)
                                        .map(argument -> Redactor.oneLine(String.valueOf(argument), LONGEST_ARGUMENT)))
                        .toArray(String[]::new),
                null);
    }

    private SettingException(String field, String key, String[] arguments, String server) {
        // No stack trace: this is an answer to a user, not a fault in the program.
        super(null, null, false, false);
        this.field = field;
        this.key = key;
        this.arguments = arguments;
        this.server = server;
    }

    /** The same, saying of which of the configured servers the field is. */
    public SettingException ofServer(String name) {
        return new SettingException(field, key, arguments, quote(name));
    }

    /** The same with something else where the value would stand, which may be a secret. */
    public SettingException withoutValue(String shown) {
        String[] hidden = arguments.clone();
        hidden[0] = '(' + shown + ')';
        return new SettingException(field, key, hidden, server);
    }

    /** The field that cannot be used. */
    public String field() {
        return field;
    }

    /** What is wrong with the value and what to do, in the given language, without the field's name. */
    public String explanation(Locale locale) {
        return Texts.in(locale).text("setting." + key, (Object[]) arguments);
    }

    /** The whole message in the given language: server, where one was named, field, value and remedy. */
    public String message(Locale locale) {
        String where = server == null ? "" : Texts.in(locale).text("setting.ofServer", server) + ", ";
        return where + field + ": " + explanation(locale);
    }

    @Override
    public String getMessage() {
        return message(Locale.getDefault());
    }

    private static String quote(String value) {
        return '"' + Redactor.oneLine(value, LONGEST_VALUE) + '"';
    }
}
