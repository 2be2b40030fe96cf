package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated server, its files, and the page that lists them, hold together. */
class SimulatorTest {
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Places.ofThisRun(), 0, 0);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    static List<Tables.Row> passwords() {
        return Tables.passwords();
    }

    static List<Tables.Row> disabled() {
        return Tables.disabled();
    }

    static List<Tables.Row> clients() {
        return Tables.clients();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void passwordOfTheTableHasItsOutcome(Tables.Row row) throws IOException {
        String before = Tables.mappings().values().stream()
                .filter(metadata -> row.key().equals(metadata.get("id")))
                .findFirst()
                .orElseThrow()
                .get("after");

        CommandLine.Ran ran =
                before == null ? CommandLine.run("--once", row.key()) : CommandLine.run("--once", before, row.key());

        assertThat(ran.outcomes()).last().isEqualTo(row.outcome());
        assertThat(ran.exitStatus()).isEqualTo(row.exitStatus());
    }

    @ParameterizedTest
    @MethodSource("disabled")
    void passwordToDisableHasItsOutcome(Tables.Row row) {
        CommandLine.Ran ran = CommandLine.run("--once", "--disable", row.key());

        assertThat(ran.outcomes()).containsExactly(row.outcome());
        assertThat(ran.exitStatus()).isEqualTo(row.exitStatus());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void clientOfTheTableHasItsOutcome(Tables.Row row) {
        CommandLine.Ran ran = CommandLine.run(Map.of("MYSAFE_CLIENT_ID", row.key()), "--once", "10");

        assertThat(ran.outcomes()).containsExactly(row.outcome());
        assertThat(ran.exitStatus()).isEqualTo(row.exitStatus());
    }

    @Test
    void tablesSayWhatTheFilesSay() throws IOException {
        List<Map<String, String>> files = List.copyOf(Tables.mappings().values());

        assertThat(Tables.passwords())
                .extracting(row -> List.of(row.key(), row.outcome(), row.responses()))
                .containsExactlyInAnyOrderElementsOf(rows(files, "id"));
        assertThat(Tables.disabled())
                .extracting(row -> List.of(row.key(), row.outcome(), row.responses()))
                .containsExactlyInAnyOrderElementsOf(rows(files, "disable"));
        assertThat(Tables.clients())
                .extracting(row -> List.of(row.key(), row.outcome(), row.responses()))
                .containsExactlyInAnyOrderElementsOf(rows(files, "client"));
    }

    private static List<List<String>> rows(List<Map<String, String>> files, String key) {
        return files.stream()
                .filter(metadata -> metadata.containsKey(key))
                .map(metadata -> List.of(metadata.get(key), metadata.get("outcome"), metadata.get("answers")))
                .toList();
    }

    @Test
    void filesAreNamedAfterTheirOutcome() throws IOException {
        Tables.mappings().forEach((file, metadata) -> {
            if (metadata.containsKey("id")) {
                assertThat(file).startsWith(metadata.get("outcome") + "-" + metadata.get("id"));
            }
        });
    }

    @Test
    void everyOutcomeCanBeHad() {
        Set<String> elsewhere = Set.of(
                Outcome.TLS_FAILURE.name(),
                Outcome.CONFIGURATION.name(),
                // Of a Jenkins, or of a build that is stopped.
                Outcome.CREDENTIALS_UNAVAILABLE.name(),
                Outcome.NOT_PERMITTED.name(),
                Outcome.ABORTED.name());

        Stream<String> listed = Stream.concat(Tables.passwords().stream(), Tables.disabled().stream())
                .map(Tables.Row::outcome);

        assertThat(Stream.concat(listed, elsewhere.stream()).collect(Collectors.toSet()))
                .isEqualTo(Stream.of(Outcome.values()).map(Enum::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, api/mysafe/password/active/10, '', 401, Unauthorized",
        "POST, api/mysafe/password/active/10, Bearer made-up, 401, The access token is invalid or has expired",
        "POST, api/mysafe/password/active/10, Basic amVua2luczp4, 401, The access token is invalid or has expired",
        "POST, api/mysafe/password/inactive/10, '', 401, Unauthorized",
        "POST, api/mysafe/password/inactive, '', 404, no Route matched with those values",
        "GET, api/oauth2/token, '', 404, no Route matched with those values",
        "POST, iso/oauth2/token, '', 400, unsupported_grant_type"
    })
    void gatewayRefusesWhatHasNoTokenOrNoRoute(
            String method, String path, String authorization, int status, String says) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(says);
    }
}
