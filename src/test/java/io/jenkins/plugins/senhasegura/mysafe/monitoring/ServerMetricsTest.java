package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState.Circuit;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {
    private final MetricRegistry registry = new MetricRegistry();
    private ServerState state = ServerState.IDLE;
    private final ServerMetrics metrics = new ServerMetrics(registry, name -> state);

    private static OperationResult ended(Outcome outcome, String server) {
        return new OperationResult(
                Operation.ENABLE, "4711", outcome, 200, null, null, null, null, 3, 1500, server, null);
    }

    private Object gauge(String name) {
        return registry.getGauges().get(name).getValue();
    }

    @Test
    void operationsAreTimedAndAttemptsCountedByServerAndOutcome() {
        metrics.servers(List.of("main"));
        metrics.ended(ended(Outcome.ACTIVATED, "main"));
        metrics.ended(ended(Outcome.ACTIVATED, "main"));
        metrics.ended(ended(Outcome.UNREACHABLE, "main"));

        assertThat(registry.getTimers().keySet())
                .containsExactly(
                        "mysafe.server.main.operations.ACTIVATED", "mysafe.server.main.operations.UNREACHABLE");
        var activated = registry.getTimers().get("mysafe.server.main.operations.ACTIVATED");
        assertThat(activated.getCount()).isEqualTo(2);
        assertThat(activated.getSnapshot().getMax())
                .isEqualTo(Duration.ofMillis(1500).toNanos());
        assertThat(registry.getMeters()
                        .get("mysafe.server.main.attempts.ACTIVATED")
                        .getCount())
                .isEqualTo(6);
    }

    @Test
    void whatEndsWithoutAServerThatIsThereHasOnePlace() {
        metrics.servers(List.of("main"));
        metrics.ended(ended(Outcome.CONFIGURATION, null));
        metrics.ended(ended(Outcome.CONFIGURATION, "removed"));

        assertThat(registry.getTimers()
                        .get("mysafe.no-server.operations.CONFIGURATION")
                        .getCount())
                .isEqualTo(2);
    }

    @Test
    void gaugesTellTheStateOfTheMoment() {
        metrics.servers(Arrays.asList("main", null, "main"));
        assertThat(gauge("mysafe.server.main.line")).isEqualTo(0);

        state = new ServerState(64, 5, 1, Circuit.OPEN, 0, 7, 3, List.of());
        assertThat(gauge("mysafe.server.main.permits")).isEqualTo(64);
        assertThat(gauge("mysafe.server.main.line")).isEqualTo(5);
        assertThat(gauge("mysafe.server.main.circuit")).isEqualTo(2);
        assertThat(gauge("mysafe.server.main.connections")).isEqualTo(7);
    }

    @Test
    void metricsGoWithTheirServerAndTheOthersStay() {
        registry.counter("somebody.elses");
        metrics.servers(List.of("main", "main-2"));
        metrics.ended(ended(Outcome.ACTIVATED, "main"));
        metrics.ended(ended(Outcome.ACTIVATED, "main-2"));
        metrics.servers(List.of("main-2"));

        assertThat(registry.getNames())
                .contains("somebody.elses", "mysafe.server.main-2.operations.ACTIVATED", "mysafe.server.main-2.line")
                .noneMatch(name -> name.startsWith("mysafe.server.main."));
    }

    @Test
    void namesOfServersAreMadeSafeAndToldApart() {
        assertThat(ServerMetrics.safe("main_EU-2")).isEqualTo("main_EU-2");
        assertThat(ServerMetrics.safe("São Paulo.1")).isEqualTo("S_o_Paulo_1-" + hash("São Paulo.1"));
        assertThat(ServerMetrics.safe("a.b")).isNotEqualTo(ServerMetrics.safe("a b"));
        metrics.servers(List.of("a.b", "a b"));
        assertThat(registry.getGauges()).hasSize(8);
    }

    @Test
    void everyMetricOfAServerIsDocumented() throws IOException {
        String page = Files.readString(Sources.root().resolve("docs/monitoring.md"));
        metrics.servers(List.of("NAME"));
        metrics.ended(ended(Outcome.ACTIVATED, "NAME"));
        metrics.ended(ended(Outcome.ACTIVATED, null));
        assertThat(registry.getNames())
                .hasSize(8)
                .allSatisfy(name -> assertThat(page).contains("`" + name.replace("ACTIVATED", "OUTCOME") + "`"));
        assertThat(page).contains("`prod.eu` is `" + ServerMetrics.safe("prod.eu") + "`");
    }

    private static String hash(String name) {
        return String.format("%08x", name.hashCode());
    }
}
