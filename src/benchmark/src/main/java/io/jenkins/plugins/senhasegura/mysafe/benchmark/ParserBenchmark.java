package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.ClientUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to understand one response. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ParserBenchmark {
    /** The responses that the vendor's page documents, the gateway's, and what nobody should send. */
    public enum Body {
        ACTIVATED(200, LoopbackServer.ACTIVATED),
        ALREADY_ACTIVE(
                200,
                LoopbackServer.ACTIVATED.replace(
                        "Password successfully activated", "Password has already been activated.")),
        ACTIVATED_3_32(
                200,
                "{\"response\":{\"status\":200,\"mensagem\":\"Password successfully activated\",\"erro\":false,\"cod_erro\":0,"
                        + "\"message\":\"Password successfully activated\",\"error\":false,\"error_code\":0}}"),
        NOT_FOUND(400, error(1005, "1005: Password not found")),
        ACCESS_DENIED(400, error(1006, "1006: You do not have permission to edit this password")),
        NO_ROUTE(401, "{\"message\":\"No route matched with those values.\"}"),
        UNEXPECTED_ERROR(500, error(0, "Unexpected error.")),
        INVALID_RESPONSE(502, "{\"message\":\"An invalid response was received from the upstream server\"}"),
        TIMING_OUT(504, "{\"message\":\"The upstream server is timing out\"}"),
        HTML_PAGE(
                502,
                "<html><head><title>502</title></head><body><h1>An invalid response was received from the upstream server</h1>"
                        + "</body></html>"),
        JUNK_64_KIB(200, "x".repeat(64 * 1024)),
        TAGS_64_KIB(200, "<".repeat(64 * 1024)),
        WHITE_64_KIB(200, " ".repeat(64 * 1024 - LoopbackServer.ACTIVATED.length()) + LoopbackServer.ACTIVATED),
        FIELDS_64_KIB(200, fields()),
        NESTED_499(200, nested(499)),
        NESTED_32_KI(200, nested(32 * 1024));

        private final int status;
        private final byte[] bytes;

        Body(int status, String text) {
            this.status = status;
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        private static String error(int code, String message) {
            return "{\"code\":400,\"response\":{\"status\":400,\"message\":\"" + message
                    + "\",\"error\":true,\"error_code\":" + code + ",\"detail\":\"\",\"mensagem\":\"" + message
                    + "\",\"erro\":true,\"cod_erro\":" + code + "}}";
        }

        private static String fields() {
            StringBuilder json = new StringBuilder("{\"code\":200");
            for (int i = 0; json.length() < 64 * 1024 - 32; i++) {
                json.append(",\"field").append(i).append("\":").append(i);
            }
            return json.append('}').toString();
        }

        private static String nested(int depth) {
            return "{\"code\":200,\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
        }

        int size() {
            return bytes.length;
        }
    }

    @Param
    public Body body;

    private int status;
    private byte[] bytes;

    @Setup
    public void take() {
        status = body.status;
        bytes = body.bytes;
    }

    @Benchmark
    public Outcome read() {
        return ClientUnderTest.read(status, bytes);
    }
}
