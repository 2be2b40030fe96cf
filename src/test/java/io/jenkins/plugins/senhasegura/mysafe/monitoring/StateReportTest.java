package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState.Circuit;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StateReportTest {
    private static final Instant NOON = Instant.parse("2026-08-24T12:00:00.123Z");

    private final MySafeServer server = new MySafeServer("main", "https://vault.example/");
    private final LastEnds ends = new LastEnds();

    private static String written(Consumer<StateReport> part) {
        StringWriter text = new StringWriter();
        part.accept(new StateReport(new PrintWriter(text)));
        return text.toString();
    }

    private static OperationResult ended(Outcome outcome, String server, int status) {
        return new OperationResult(
                Operation.ENABLE,
                "4711",
                outcome,
                status,
                null,
                "said by nobody",
                null,
                null,
                2,
                1500,
                server,
                "request-7");
    }

    @Test
    void settingsAreShownAndWhatTheyNameIsNot() {
        server.setTenant("tenant-of-ours");
        server.setCredentialsId("key-of-ours");
        server.setAttempts("4");
        String text = written(report -> report.server(server, ServerState.IDLE, List.of()));

        assertThat(text)
                .startsWith("# senhasegura MySafe\n\n## Server main\n\n| setting or state | value |\n| --- | --- |\n")
                .contains(
                        "| URL | https://vault.example/ |\n",
                        "| Access Token URL | looked for where senhasegura documents it |\n",
                        "| Tenant | set |\n",
                        "| Credentials of the server | set |\n",
                        "| Client certificate | none |\n",
                        "| Response time-out | 65 s |\n",
                        "| Attempts | 4 |\n",
                        "| Circuit breaker | CLOSED |\n",
                        "| Ages of access tokens | none |\n")
                .doesNotContain("of-ours");
    }

    @Test
    void stateIsShown() {
        ServerState now = new ServerState(
                64, 5, 1, Circuit.OPEN, 2, 7, 3, List.of(Duration.ofSeconds(4), Duration.ofSeconds(90)));
        assertThat(written(report -> report.server(server, now, List.of())))
                .contains(
                        "| Connections open | 7 |\n",
                        "| Connections busy | 3 |\n",
                        "| Permits in use | 64 |\n",
                        "| Calls in line | 5 |\n",
                        "| Circuit breaker | OPEN |\n",
                        "| Credentials that it refuses alone | 2 |\n",
                        "| Ages of access tokens | 90 s, 4 s |\n");
    }

    @Test
    void lastOutcomesHaveTheirTimeAndNothingOfWhoseTheyWere() {
        ends.add(NOON, ended(Outcome.ACTIVATED, "main", 200));
        ends.add(NOON.plusSeconds(1), ended(Outcome.UNREACHABLE, "main", 0));
        ends.add(NOON.plusSeconds(2), ended(Outcome.CONFIGURATION, null, 0));
        String text = written(report -> {
            report.server(server, ServerState.IDLE, ends.of("main"));
            report.withoutServer(ends.of(null));
        });

        assertThat(text)
                .contains(
                        "| 2026-08-24T12:00:01Z | ENABLE | UNREACHABLE | none | 2 | 1500 ms |\n"
                                + "| 2026-08-24T12:00:00Z | ENABLE | ACTIVATED | 200 | 2 | 1500 ms |\n",
                        "| 2026-08-24T12:00:02Z | ENABLE | CONFIGURATION |")
                .doesNotContain("4711")
                .doesNotContain("nobody")
                .doesNotContain("request-7");
    }

    @Test
    void onlyTheLatestAreKept() {
        for (int i = 0; i < 3 * LastEnds.MOST; i++) {
            ends.add(NOON.plusSeconds(i), ended(Outcome.ACTIVATED, "main", 200));
        }
        assertThat(ends.of("main")).hasSize(LastEnds.MOST);
        assertThat(ends.of("main").get(0).time()).isEqualTo(NOON.plusSeconds(3 * LastEnds.MOST - 1));
        for (int i = 0; i < 1000; i++) {
            ends.add(NOON, ended(Outcome.ACTIVATED, "server " + i, 200));
        }
        assertThat(ends.of("main")).as("of servers that are long gone").isEmpty();
    }

    @Test
    void windowsAreCountedByPhase() {
        assertThat(written(report -> report.windows(Map.of(Lease.Phase.OPEN, 3), 2)))
                .endsWith(
                        "## Access windows\n\n| phase | passwords |\n| --- | --- |\n| OPEN | 3 |\n| left to the keeper | 2 |\n");
    }
}
