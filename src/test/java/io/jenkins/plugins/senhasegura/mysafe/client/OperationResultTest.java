package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.CircuitBreaker;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.OperationReport;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of the result, end to end. */
class OperationResultTest extends OutcomeTestBase {
    @Test
    void allFieldsOfAnErrorInTheirOrderAndTypes() {
        server.pending((request, socket) -> {
            fixture.push(Duration.ofMillis(7_000));
            return Responses.json(400, error333(1005, "1005: Password not found"), "X-Kong-Request-Id: abc-123")
                    .write(request, socket);
        });
        OperationResult activation = fixture.activation(server);
        assertThat(activation.durationMillis()).isBetween(7_000L, 17_000L);
        assertThat(activation.asMap())
                .containsExactly(
                        entry("id", "10"),
                        entry("operation", "ENABLE"),
                        entry("outcome", "PASSWORD_NOT_FOUND"),
                        entry("active", false),
                        entry("alreadyActive", false),
                        entry("httpStatus", 400),
                        entry("errorCode", "1005"),
                        entry("message", "1005: Password not found"),
                        entry("request", "API"),
                        entry("answeredBy", "SENHASEGURA"),
                        entry("attempts", 1),
                        entry("durationMillis", activation.durationMillis()),
                        entry("server", "main"),
                        entry("requestId", "abc-123"));
        assertThat(activation.asMap().get("durationMillis")).isInstanceOf(Long.class);
    }

    @Test
    void allFieldsOfASuccess() {
        OperationResult activation = enabled(Responses.activated());
        assertThat(activation.asMap())
                .containsEntry("outcome", "ACTIVATED")
                .containsEntry("active", true)
                .containsEntry("alreadyActive", false)
                .containsEntry("httpStatus", 200)
                .containsEntry("errorCode", null)
                .containsEntry("message", "Password successfully activated")
                .containsEntry("requestId", null);
    }

    @Test
    void alreadyActiveIsActiveToo() {
        OperationResult activation = enabled(Responses.json(
                200, "{\"response\":{\"error\":false,\"message\":\"Password has already been activated.\"}}"));
        assertThat(activation.active()).isTrue();
        assertThat(activation.alreadyActive()).isTrue();
    }

    @Test
    void callRefusedByTheOpenCircuitHasNoAttempt() {
        server.close();
        Limits limits = new Limits(
                Settings.LIMITS.connectTimeout(),
                Settings.LIMITS.responseTimeout(),
                Settings.LIMITS.totalTimeout(),
                1,
                64,
                true);
        ServerSettings settings =
                Settings.of(server).name("breaking").limits(limits).build();
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            assertThat(fixture.enable(settings).operation().outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
        OperationEnd refused = fixture.enable(settings);
        assertThat(refused.operation().outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(refused.operation().attempts()).isZero();
        assertThat(refused.operation().httpStatus()).isZero();
        assertThat(refused.operation().request()).isNull();
        assertThat(OperationReport.lines(refused, Locale.ENGLISH))
                .anyMatch(line -> line.contains("calls to it are refused"));
    }

    @Test
    void requestIdOfTheHeaderWinsOverTheBodys() {
        OperationResult activation = enabled(
                Responses.json(500, "{\"message\":\"x\",\"request_id\":\"body\"}", "x-kong-request-id: header"));
        assertThat(activation.requestId()).isEqualTo("header");
    }

    @Test
    void requestIdOfTheBodyIsTakenWithoutAHeader() {
        OperationResult activation = enabled(Responses.json(502, "{\"message\":\"x\",\"request_id\":\"f00\"}"));
        assertThat(activation.requestId()).isEqualTo("f00");
    }

    @Test
    void requestIdIsTheOneOfTheLastAttempt() {
        server.pending(
                Responses.json(500, "", "X-Kong-Request-Id: one"), Responses.json(400, "{}", "X-Kong-Request-Id: two"));
        assertThat(fixture.activation(server).requestId()).isEqualTo("two");
    }

    @Test
    void requestIdOfTheTokenEndpointIsTakenFromItsHeader() {
        OperationResult activation =
                refused(Responses.json(401, "{\"request_id\":\"body\"}", "X-Kong-Request-Id: header"));
        assertThat(activation.requestId()).isEqualTo("header");
    }

    @Test
    void longRequestIdIsCutAndKeptInOneLineAndAnErrorCodeIsOnlyAFlag() {
        String longText = "a\\u0000b\\nc" + "d".repeat(500);
        OperationResult activation = enabled(
                Responses.json(400, "{\"request_id\":\"" + longText + "\",\"error_code\":\"" + longText + "\"}"));
        assertThat(activation.requestId()).hasSize(100).startsWith("a b cdd").endsWith("…");
        assertThat(activation.errorCode()).isNull();
    }

    @Test
    void messageIsOneLineOfAtMost500Characters() {
        String message = "first\\r\\nsecond\\u2028third\\u0007\\u202Efourth\\t" + "x".repeat(1000);
        OperationResult activation = enabled(Responses.json(400, "{\"message\":\"" + message + "\"}"));
        assertThat(activation.message())
                .hasSize(500)
                .startsWith("first second third fourth xxx")
                .endsWith("…");
    }

    @Test
    void messageOfExactly500CharactersIsNotCut() {
        OperationResult activation = enabled(Responses.json(400, "{\"message\":\"" + "x".repeat(500) + "\"}"));
        assertThat(activation.message()).isEqualTo("x".repeat(500));
    }

    @Test
    void messageOfAPageIsItsTextWithoutTags() {
        OperationResult activation = enabled(Responses.text(
                404, "text/html", "<!doctype html>\n<html><h1>Not\nFound</h1><p a=\"<b>\">nginx</p></html>"));
        assertThat(activation.message()).isEqualTo("Not Found \">nginx");
    }

    @Test
    void oauthErrorOfTheApiIsQuotedWhereThereIsNoMessage() {
        OperationResult activation = enabled(Responses.json(
                401,
                "{\"error\":\"invalid_token\",\"error_description\":\"The access token is invalid or has expired\"}"));
        assertThat(activation.message()).isEqualTo("invalid_token: The access token is invalid or has expired");
        assertThat(enabled(Responses.json(401, "{\"error\":\"invalid_token\"}")).message())
                .isEqualTo("invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"message\":\"\"}", "{\"message\":\" \"}", "{\"message\":null}"})
    void noMessageIsNull(String body) {
        assertThat(enabled(Responses.json(500, body)).message())
                .satisfiesAnyOf(
                        message -> assertThat(message).isNull(),
                        message -> assertThat(message).isEqualTo("[]"));
    }

    @Test
    void logHasARetryLineForEachRetryAndTheReportAtTheEnd() {
        int before = fixture.log().size();
        server.pending(
                Responses.json(503, "{\"message\":\"name resolution failed\"}"),
                Responses.rawThenClose("HTTP/1.1 200 OK\r\n"),
                Responses.activated());
        OperationEnd enabled = fixture.enable(server);
        List<String> log = fixture.log().subList(before, fixture.log().size());
        assertThat(log).hasSize(3);
        assertThat(log.get(0))
                .contains("attempt 1 of 3", "UNAVAILABLE", "HTTP 503", "\"name resolution failed\"", "0.0 s");
        assertThat(log.get(1)).contains("attempt 2 of 3", "UNREACHABLE", "closed the connection");
        assertThat(log.subList(2, 3)).isEqualTo(OperationReport.lines(enabled, Locale.ENGLISH));
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(3);
    }

    @Test
    void credentialsIdIsPartOfTheEnd() {
        server.pending(Responses.activated());
        OperationEnd enabled = fixture.enable(
                Settings.of(server).build(), new ClientCredentials("prod-key", "id", OperationsFixture.SECRET));
        assertThat(enabled.credentialsId()).isEqualTo("prod-key");
        assertThat(enabled.result()).isEqualTo(BuildResult.SUCCESS);
    }

    @Test
    void mappingOfTheRequestMakesTheResult() {
        server.pending(Responses.json(400, error333(1005, "1005: Password not found")));
        ServerSettings settings = Settings.of(server).build();
        OperationEnd enabled = fixture.enable(new OperationRequest(
                Operation.ENABLE,
                "10",
                () -> ErrorMapping.of(List.of("PASSWORD_NOT_FOUND"), List.of(), List.of()),
                () -> settings,
                OperationsFixture::credentials));
        assertThat(enabled.result()).isEqualTo(BuildResult.UNSTABLE);
        assertThat(enabled.operation().outcome()).isEqualTo(Outcome.PASSWORD_NOT_FOUND);
    }
}
