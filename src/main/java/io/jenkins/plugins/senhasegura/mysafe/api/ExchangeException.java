package io.jenkins.plugins.senhasegura.mysafe.api;

import java.io.IOException;

/** An answer that breaks a limit of ours, with as much of it as is known. */
final class ExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The key for a proxy's answer to the request for a tunnel. */
    static final String NO_TUNNEL = "noTunnel";

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

    /** Whether a proxy answered instead of making a tunnel to the server. */
    boolean isNoTunnel() {
        return key.equals(NO_TUNNEL);
    }

    int status() {
        return status;
    }

    String explanation(Texts texts) {
        return texts.text("failure." + key, limit);
    }
}
