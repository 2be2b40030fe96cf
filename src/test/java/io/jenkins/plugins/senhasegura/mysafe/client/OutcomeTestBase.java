package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of outcomes share: one client for the class, one server for each test. */
public abstract class OutcomeTestBase {
    static final int ALL_ATTEMPTS = Limits.DEFAULT.attempts();

    public static OperationsFixture fixture;

    public SimulatedServer server;

    @BeforeAll
    static void startClient() {
        fixture = new OperationsFixture();
    }

    @AfterAll
    static void stopClient() {
        fixture.close();
    }

    @BeforeEach
    void startServer() {
        server = SimulatedServer.http();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Enables password 10 on a server that always answers so. */
    OperationResult enabled(Answer response) {
        return fixture.activation(server.pending(response));
    }

    /** Asks a token endpoint that always answers so. */
    OperationResult refused(Answer response) {
        return fixture.activation(server.response(SimulatedServer.TOKEN, response));
    }

    /** The outcome, and that it was tried as often as the contract's column "tried again" says. */
    void assertOutcome(OperationResult activation, Outcome expected) {
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(expected);
        int attempts = expected.isRetried() ? ALL_ATTEMPTS : 1;
        assertThat(activation.attempts()).as("attempts").isEqualTo(attempts);
        assertThat(activation.active()).isEqualTo(expected.isSuccess());
        assertThat(activation.alreadyActive()).isEqualTo(expected == Outcome.ALREADY_ACTIVE);
        assertThat(activation.id()).isEqualTo("10");
        assertThat(activation.server()).isEqualTo("main");
    }

    /** The same, and that each attempt was a request that reached the API. */
    void assertAnswered(OperationResult activation, Outcome expected, int status) {
        assertOutcome(activation, expected);
        assertThat(activation.httpStatus()).isEqualTo(status);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(activation.attempts());
    }

    /** The documented body of an error in version 3.33. */
    static String error333(int code, String message) {
        return """
                {"code": %1$d, "response": {"status": %1$d, "message": "%2$s", "error": true, "error_code": %1$d,
                 "detail": "", "mensagem": "%2$s", "erro": true, "cod_erro": %1$d}}""".formatted(code, message);
    }

    /** The documented body of an error in version 3.32: the fields in another order, no detail. */
    static String error332(int code, String message) {
        return """
                {"code":%1$d,"response":{"status":%1$d,"mensagem":"%2$s","erro":true,"cod_erro":%1$d,\
                "message":"%2$s","error":true,"error_code":%1$d}}""".formatted(code, message);
    }
}
