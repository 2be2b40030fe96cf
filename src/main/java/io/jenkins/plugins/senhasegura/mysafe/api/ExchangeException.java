package io.jenkins.plugins.senhasegura.mysafe.api;

import java.io.IOException;

/** An answer that breaks a limit of ours, with as much of it as is known. */
final class ExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String key;
    private final int limit;

    /**
     * @param status the HTTP status, 0 when it had not arrived
     * @param key of the text that says which limit
     */
    ExchangeException(int status, String key, int limit) {
        super(key);
        this.status = status;
        this.key = key;
        this.limit = limit;
    }

    int status() {
        return status;
    }

    String explanation(Texts texts) {
        return texts.text("failure." + key, limit);
    }
}
