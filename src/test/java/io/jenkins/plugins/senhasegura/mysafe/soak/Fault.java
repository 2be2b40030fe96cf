package io.jenkins.plugins.senhasegura.mysafe.soak;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;

/** What the server does with a request, and what a call ends in when that was the last that it heard. */
enum Fault {
    NONE('.', Outcome.ACTIVATED, json(200, Responses.ACTIVATED_3_33)),
    ALREADY(
            'a',
            Outcome.ALREADY_ACTIVE,
            json(200, "{\"response\":{\"error\":false,\"message\":\"Password has already been activated\"}}")),
    NOT_FOUND('n', Outcome.PASSWORD_NOT_FOUND, json(400, "{\"response\":{\"error\":true,\"message\":\"1005: no\"}}")),
    NO_ACCESS('d', Outcome.ACCESS_DENIED, json(400, "{\"response\":{\"error\":true,\"message\":\"1006: no\"}}")),
    FORBIDDEN('f', Outcome.ACCESS_DENIED, json(403, "{\"message\":\"Your IP address is not allowed\"}")),
    REFUSED('q', Outcome.BAD_REQUEST, json(422, "{\"message\":\"no\"}")),
    /** The token is revoked, for this and all other calls. */
    REVOKED('u', Outcome.NOT_AUTHENTICATED, json(401, "{\"message\":\"Unauthorized\"}")),
    ERROR('5', Outcome.SERVER_ERROR, json(500, "{\"response\":{\"message\":\"Unexpected error.\"}}")),
    INVALID('2', Outcome.UPSTREAM_INVALID_RESPONSE, head(502, 0) + "\r\n"),
    UNAVAILABLE('3', Outcome.UNAVAILABLE, head(503, 0) + "Retry-After: 1\r\n\r\n"),
    LATE_UPSTREAM('4', Outcome.UPSTREAM_TIMEOUT, head(504, 0) + "\r\n"),
    LIMITED('9', Outcome.RATE_LIMITED, head(429, 0) + "Retry-After: 0\r\n\r\n"),
    PAGE('h', Outcome.UNEXPECTED_RESPONSE, json(200, "<html>Please log in</html>")),
    REDIRECT('r', Outcome.UNEXPECTED_RESPONSE, head(302, 0) + "Location: /login\r\n\r\n"),
    OVERSIZED('o', Outcome.UNEXPECTED_RESPONSE, json(200, "{\"code\":200}" + " ".repeat(200_000))),
    /** It is activated, and nobody hears of it. */
    CLOSED('c', Outcome.UNREACHABLE, ""),
    RESET('x', Outcome.UNREACHABLE, ""),
    CUT('k', Outcome.UNREACHABLE, head(200, 100) + "\r\n{\"code\":200}"),
    NO_HTTP('g', Outcome.UNREACHABLE, "SSH-2.0-OpenSSH_9.2\r\n"),
    SILENT('s', Outcome.UNREACHABLE, "");

    /** By which the server's record names it. */
    final char letter;

    final Outcome outcome;
    /** What is sent, character by byte. */
    final String response;

    Fault(char letter, Outcome outcome, String response) {
        this.letter = letter;
        this.outcome = outcome;
        this.response = response;
    }

    /** Whether the connection cannot be used any more. */
    boolean ends() {
        return this == OVERSIZED || ordinal() >= CLOSED.ordinal();
    }

    static Fault of(char letter) {
        for (Fault fault : values()) {
            if (fault.letter == letter) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no fault " + letter);
    }

    private static String head(int status, int length) {
        return "HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + length + "\r\n";
    }

    static String json(int status, String body) {
        return head(status, body.length()) + "\r\n" + body;
    }
}
