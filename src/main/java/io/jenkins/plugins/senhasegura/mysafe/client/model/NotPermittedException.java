package io.jenkins.plugins.senhasegura.mysafe.client.model;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a rule of this Jenkins, or the limit of a folder, forbids. Says what an administrator would have to add, and names
 * nobody else's rules, jobs or ids.
 */
public final class NotPermittedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ARGUMENT = 200;

    private final String server;
    private final String key;
    private final String[] arguments;

    /**
     * @param server the configured server's name
     * @param key of the text behind {@code permission.} in {@code Texts.properties}
     * @param arguments of that text
     */
    public NotPermittedException(String server, String key, Object... arguments) {
        // No stack trace: this is an answer to a user, not a fault in the program.
        super(null, null, false, false);
        this.server = server;
        this.key = key;
        this.arguments = Arrays.stream(arguments)
                .map(argument -> Redactor.oneLine(String.valueOf(argument), LONGEST_ARGUMENT))
                .toArray(String[]::new);
    }

    /** The configured server's name. */
    public String server() {
        return server;
    }

    /** Who may not do what, and what would have to be added, in the given language. */
    public String message(Locale locale) {
        return Texts.in(locale).text("permission." + key, (Object[]) arguments);
    }

    @Override
    public String getMessage() {
        return message(Locale.getDefault());
    }
}
