package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Connections;
import io.jenkins.plugins.senhasegura.mysafe.client.http.HostResolver;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Transport;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one senhasegura client of a controller: shared connections, tokens, limiters and circuit breakers.
 *
 * <p>Thread-safe, without a lock: a call that begins while the client is closed is cancelled, whoever comes first.
 */
public final class MySafeClient implements AutoCloseable {
    private final Scheduler scheduler;
    private final Transport transport;
    private final TokenCache tokens;
    private final Backoff backoff;
    private final TokenPaths tokenPaths = new TokenPaths();
    private final ServerStates servers = new ServerStates();
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public MySafeClient(
            String userAgent,
            Scheduler scheduler,
            BlockingPool workers,
            BlockingPool names,
            HostResolver.Lookup lookup,
            Backoff backoff) {
        this(scheduler, new Transport(userAgent, scheduler, workers, names, lookup), backoff);
    }

    public MySafeClient(Scheduler scheduler, Transport transport, Backoff backoff) {
        this.scheduler = scheduler;
        this.transport = transport;
        this.tokens = new TokenCache(scheduler);
        this.backoff = backoff;
    }

    public static Backoff jitter() {
        return new Backoff(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /** Starts a call; its future is cancelled when the call is aborted or the client closed. */
    Call start(CallTarget target, BuildOperations ofBuild, CallLog log) {
        Call call = new Call(this, target, ofBuild, log);
        calls.add(call);
        if (closed) {
            call.abort();
        } else {
            call.start();
        }
        return call;
    }

    void ended(Call call) {
        calls.remove(call);
    }

    ServerStates.State stateOf(ServerSettings server) {
        return servers.of(server);
    }

    /**
     * How things stand with one server, under all settings that it has had. Waits for nothing but locks that are held for
     * moments, and sends nothing.
     *
     * @param name what it is called
     * @param url the base URL of its API
     * @param tenant or null
     */
    public ServerState state(String name, String url, String tenant) {
        long now = scheduler.nanoTime();
        int used = 0;
        int inLine = 0;
        int closings = 0;
        int refused = 0;
        ServerState.Circuit circuit = ServerState.Circuit.CLOSED;
        for (ServerStates.State state : servers.at(url, tenant)) {
            ConcurrencyLimiter.Load load = state.limiter().load();
            used += load.used();
            inLine += load.waiting();
            closings += load.closings();
            refused += state.circuit().refusedCredentials();
            ServerState.Circuit own = state.circuit().state(now);
            circuit = own.compareTo(circuit) > 0 ? own : circuit;
        }
        Connections connections = transport.connections(name);
        return new ServerState(
                used,
                inLine,
                closings,
                circuit,
                refused,
                connections.open(),
                connections.busy(),
                tokens.ages(url, tenant));
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Transport transport() {
        return transport;
    }

    TokenCache tokens() {
        return tokens;
    }

    TokenPaths tokenPaths() {
        return tokenPaths;
    }

    Backoff backoff() {
        return backoff;
    }

    /** Whether nothing new may be started, since everything is being aborted. */
    boolean isClosed() {
        return closed;
    }

    /** Aborts every call and closes every connection. */
    @Override
    public void close() {
        closed = true;
        calls.forEach(Call::abort);
        transport.close();
    }
}
