package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import hudson.Extension;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationObserver;
import io.jenkins.plugins.senhasegura.mysafe.build.PresentState;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jenkins.metrics.api.MetricProvider;
import jenkins.metrics.api.Metrics;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Gives the metrics of servers and access windows to Metrics, which may be missing; with {@link ServerMetrics} the one class
 * that knows it.
 *
 * <p>Thread-safe: its lock guards the beginning.
 */
@SuppressWarnings("deprecation") // "optional" says so
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class MySafeMetrics extends MetricProvider implements OperationObserver {
    private ServerMetrics metrics;

    private synchronized ServerMetrics metrics() {
        if (metrics == null) {
            metrics = new ServerMetrics(Metrics.metricRegistry(), MySafeMetrics::state);
            metrics.servers(names());
        }
        return metrics;
    }

    private static ServerState state(String name) {
        return MySafeConfiguration.get().getServers().stream()
                .filter(server -> name.equals(server.getName()))
                .findFirst()
                .map(PresentState::of)
                .orElse(ServerState.IDLE);
    }

    private static List<String> names() {
        return MySafeConfiguration.get().getServers().stream()
                .map(MySafeServer::getName)
                .toList();
    }

    /** Those of the access windows; those of the servers come and go with them. */
    @Override
    public MetricSet getMetricSet() {
        metrics();
        Map<String, Metric> windows = new TreeMap<>();
        for (Lease.Phase phase : Lease.Phase.values()) {
            windows.put(
                    "mysafe.windows." + phase.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    (Gauge<Integer>) () -> PresentState.held().get(phase));
        }
        windows.put("mysafe.windows.left", (Gauge<Integer>) PresentState::left);
        return () -> windows;
    }

    @Override
    public void ended(OperationEnd end) {
        metrics().ended(end.operation());
    }

    @Override
    public void settingsChanged() {
        metrics().servers(names());
    }
}
