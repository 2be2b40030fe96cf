package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.io.IOException;

/**
 * The end of a request without a whole response of the server: a limit of ours, a proxy that answered in the server's
 * place, or what became of the connection, with as much as is known.
 */
public final class ExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The key for what a proxy said in the place of the server. */
    public static final String NO_TUNNEL = "noTunnel";

    /** No key: the cause has to tell. */
    private static final String NO_LIMIT = null;

    public static final String RESPONSE_TIMEOUT = "responseTimeout";
    public static final String CONNECT_TIMEOUT = "connectTimeout";

    private final String key;
    private final int limit;
    private final transient RawResponse response;
    private final transient Circumstances circumstances;

    private ExchangeException(
            RawResponse response, String key, int limit, Throwable cause, Circumstances circumstances) {
        super(key, cause);
        this.key = key;
        this.limit = limit;
        this.response = response;
        this.circumstances = circumstances;
    }

    /**
     * @param response as much of it as had arrived, or null for nothing
     * @param key of the text that says which limit
     */
    public ExchangeException(RawResponse response, String key, int limit) {
        this(response, key, limit, null, Circumstances.UNKNOWN);
    }

    /** What a proxy said in the place of the server. */
    public static ExchangeException ofProxy(RawResponse response, Circumstances circumstances) {
        return new ExchangeException(response, NO_TUNNEL, response.status(), null, circumstances);
    }

    /** Any failure with what else is known; what it knows itself of the response wins. */
    public static ExchangeException of(Exception failure, RawResponse head, Circumstances circumstances) {
        if (failure instanceof ExchangeException known) {
            RawResponse response = known.response == null ? head : known.response;
            return new ExchangeException(response, known.key, known.limit, known.getCause(), circumstances);
        }
        return new ExchangeException(head, NO_LIMIT, 0, failure, circumstances);
    }

    /** Whether a proxy answered in the server's place. */
    public boolean isNoTunnel() {
        return NO_TUNNEL.equals(key);
    }

    /** The key of the limit's text, or null where the cause has to tell. */
    public String key() {
        return key;
    }

    public int limit() {
        return limit;
    }

    /** The HTTP status, 0 when it had not arrived. */
    public int status() {
        return response == null ? 0 : response.status();
    }

    /** The proxy's response, or the head of one that did not arrive whole; null for nothing. */
    public RawResponse response() {
        return response;
    }

    public Circumstances circumstances() {
        return circumstances;
    }
}
