package io.jenkins.plugins.senhasegura.mysafe.testing;

import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers for a {@link SimulatedServer}. */
public final class Responses {
    /** The example on the vendor's page for version 3.33. */
    public static final String ACTIVATED_3_33 = """
            {
                "code": 200,
                "response": {
                    "status": 200,
                    "message": "Password successfully activated",
                    "error": false,
                    "error_code": 0,
                    "detail": "",
                    "mensagem": "Password successfully activated",
                    "erro": false,
                    "cod_erro": 0
                }
            }
            """;

    /** The same of version 3.32: no {@code code}, no {@code detail}, another order. */
    public static final String ACTIVATED_3_32 = """
            {"response":{"status":200,"mensagem":"Password successfully activated","erro":false,"cod_erro":0,\
            "message":"Password successfully activated","error":false,"error_code":0}}""";

    /** The shortest body that proves a success: 23 bytes. */
    public static final String BRIEF_SUCCESS = "{\"response\":{\"erro\":0}}";

    private Responses() {}

    /** The response to a successful request. */
    public static Answer activated() {
        return json(200, ACTIVATED_3_33);
    }

    /** The response to a successful request to disable a password. */
    public static Answer deactivated() {
        return json(200, ACTIVATED_3_33.replace("activated", "deactivated"));
    }

    /** The response where there is no such password. */
    public static Answer passwordNotFound() {
        return json(
                400,
                "{\"response\":{\"status\":400,\"message\":\"1005: Password not found\",\"error\":true,\"error_code\":1005}}");
    }

    /** A granted access token that lives for an hour. */
    public static Answer token(String value) {
        return json(200, "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + value + "\"}");
    }

    /** JSON in UTF-8, with further header lines if wanted; the connection stays open. */
    public static Answer json(int status, String body, String... headers) {
        return bytes(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Any text in UTF-8. */
    public static Answer text(int status, String contentType, String body, String... headers) {
        return bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Any bytes; no Content-Type where it is null. */
    public static Answer bytes(int status, String contentType, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        if (contentType != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (status != 204 && status != 304) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
        return (request, socket) -> {
            SimulatedServer.send(socket, start, body);
            return true;
        };
    }

    /** These characters, one byte each, and then the end of the connection. */
    public static Answer rawThenClose(String characters) {
        return (request, socket) -> {
            SimulatedServer.send(socket, characters.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        };
    }

    /** These characters, one byte each; the connection stays open. */
    public static Answer raw(String characters) {
        return (request, socket) -> {
            SimulatedServer.send(socket, characters.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        };
    }

    /** Nothing, and the end of the connection. */
    public static Answer close() {
        return (request, socket) -> false;
    }

    /** Nothing, and a reset instead of an orderly end. */
    public static Answer reset() {
        return (request, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    /** Nothing, for as long as the client stays. */
    public static Answer silence() {
        return silence(new CountDownLatch(1));
    }

    /** Nothing, for as long as the client stays; counts down when it has gone. */
    public static Answer silence(CountDownLatch gone) {
        return (request, socket) -> {
            RawServer.awaitEnd(socket);
            gone.countDown();
            return false;
        };
    }
}
