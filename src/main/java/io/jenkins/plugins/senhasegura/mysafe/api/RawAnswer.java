package io.jenkins.plugins.senhasegura.mysafe.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP answer that arrived whole.
 *
 * @param status the HTTP status
 * @param body at most the cap; empty without one
 * @param retryAfter the header's value or null
 * @param requestId the gateway's id of the request or null
 */
record RawAnswer(int status, byte[] body, String retryAfter, String requestId) {
    /** The most that is read of a body, in bytes. */
    static final int BODY_CAP = 64 * 1024;

    /** The body as text without a byte order mark, or null when it is not UTF-8 (compressed, another encoding). */
    String text() {
        String text = new String(body, StandardCharsets.UTF_8);
        // What is not UTF-8 has become this character, which an answer may hold by right, too.
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
