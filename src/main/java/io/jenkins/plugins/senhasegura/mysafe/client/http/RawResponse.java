package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An HTTP response: one that arrived whole, or the head of one that did not.
 *
 * @param status the HTTP status
 * @param headers the values of the headers that are kept, by their names in lower case; see {@link #KEPT}
 * @param body at most the cap; empty without one
 * @param origin who may have sent it
 */
public record RawResponse(int status, Map<String, String> headers, byte[] body, Origin origin) {
    /** Where on the way the response may have come from. */
    public enum Origin {
        /** No proxy was set for the host. */
        DIRECT,
        /** The request went through a proxy, by http or in a tunnel. */
        PROXIED,
        /** The proxy's own answer to CONNECT: the request itself had not been sent. */
        CONNECT
    }

    /** The most that is read of a body, in bytes. */
    public static final int BODY_CAP = 64 * 1024;

    static final String REQUEST_ID = "X-Kong-Request-Id";
    static final String RETRY_AFTER = "Retry-After";
    public static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";

    /** Everything that tells who answered, what for, and when to come back; in lower case. */
    static final Set<String> KEPT = Set.of(
            lower(REQUEST_ID),
            lower(RETRY_AFTER),
            "x-kong-response-latency",
            "x-kong-upstream-latency",
            "via",
            "x-squid-error",
            "server",
            "location",
            lower(PROXY_AUTHENTICATE),
            "www-authenticate");

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** One that came without a proxy and tells no more than this; null for a header that is missing. */
    public RawResponse(int status, byte[] body, String retryAfter, String requestId) {
        this(status, headers(retryAfter, requestId), body, Origin.DIRECT);
    }

    private static Map<String, String> headers(String retryAfter, String requestId) {
        Map<String, String> headers = new HashMap<>();
        if (retryAfter != null) {
            headers.put(lower(RETRY_AFTER), retryAfter);
        }
        if (requestId != null) {
            headers.put(lower(REQUEST_ID), requestId);
        }
        return Map.copyOf(headers);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A kept header's value, several of one name joined by commas, or null without it. */
    public String header(String name) {
        return headers.get(lower(name));
    }

    /** The gateway's id of the request or null. */
    public String requestId() {
        return header(REQUEST_ID);
    }

    /** When it asks to be tried again, as the header has it, or null. Counts with errors, a 200 that holds one included. */
    public String retryAfter() {
        return header(RETRY_AFTER);
    }

    /** Whether the proxy answered in the server's place. Never told by {@code Via}, which relayed responses have, too. */
    public boolean isProxys() {
        return origin == Origin.CONNECT
                || (origin == Origin.PROXIED
                        && (status == PROXY_AUTHENTICATION_REQUIRED
                                || header("X-Squid-Error") != null
                                || isSignedByTinyproxy()));
    }

    /**
     * What tinyproxy relays keeps the server's own {@code Server}. Needed, since it answers a wrong password with 401, as
     * a server would.
     */
    private boolean isSignedByTinyproxy() {
        String server = header("Server");
        return server != null && lower(server).startsWith("tinyproxy/");
    }

    /** Whether it counts although it did not arrive whole: proxies close with the request unread, and reset their page. */
    boolean countsByItsHead() {
        return origin != Origin.DIRECT && (status == PROXY_AUTHENTICATION_REQUIRED || isSignedByTinyproxy());
    }

    /** The body as text without a byte order mark, or null when it is not UTF-8 (compressed, another encoding). */
    public String text() {
        String text = new String(body, StandardCharsets.UTF_8);
        // What is not UTF-8 has become this character, which a response may hold by right, too.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8()) {
            return null;
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
