package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The metrics of all servers: their names are an interface, which docs/monitoring.md tells.
 *
 * <p>Thread-safe, as the registry is; the servers are set by one thread at a time.
 */
final class ServerMetrics {
    private static final String SERVERS = "mysafe.server.";
    private static final String NO_SERVER = "mysafe.no-server";

    private final MetricRegistry registry;
    private final Function<String, ServerState> states;
    private volatile Set<String> servers = Set.of();

    /** @param states how things stand with the server of a name, also of one that is gone */
    ServerMetrics(MetricRegistry registry, Function<String, ServerState> states) {
        this.registry = registry;
        this.states = states;
    }

    /**
     * The servers that there are from now on; the metrics of others go.
     *
     * @param names in a file that was edited by hand one may be doubled, or null
     */
    synchronized void servers(Collection<String> names) {
        servers = names.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
        Set<String> prefixes = servers.stream().map(ServerMetrics::prefix).collect(Collectors.toSet());
        registry.removeMatching((name, metric) ->
                name.startsWith(SERVERS) && !prefixes.contains(name.substring(0, name.indexOf('.', SERVERS.length()))));
        servers.forEach(name -> {
            gauge(name, "permits", ServerState::permitsInUse);
            gauge(name, "line", ServerState::inLine);
            gauge(name, "circuit", state -> state.circuit().ordinal());
            gauge(name, "connections", ServerState::openConnections);
        });
    }

    private void gauge(String server, String name, ToIntFunction<ServerState> value) {
        registry.gauge(
                prefix(server) + '.' + name, () -> (Gauge<Integer>) () -> value.applyAsInt(states.apply(server)));
    }

    /** An operation has ended. */
    void ended(OperationResult end) {
        String server = end.server();
        String prefix = server != null && servers.contains(server) ? prefix(server) : NO_SERVER;
        registry.timer(prefix + ".operations." + end.outcome()).update(Duration.ofMillis(end.durationMillis()));
        registry.meter(prefix + ".attempts." + end.outcome()).mark(end.attempts());
    }

    private static String prefix(String server) {
        return SERVERS + safe(server);
    }

    /** Letters, digits, hyphens and underscores; what else a name has is told apart by a number that stays the same. */
    static String safe(String server) {
        String safe = server.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.equals(server) ? safe : String.format("%s-%08x", safe, server.hashCode());
    }
}
