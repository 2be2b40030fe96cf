package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one senhasegura client of a controller: shared connections, tokens, lines and circuits.
 *
 * <p>Thread-safe, without a lock: a call that begins while the client is closed is cancelled, whoever comes first.
 */
final class MySafeClient implements AutoCloseable {
    /** What all calls to one server share. */
    record ServerState(Line line, Circuit circuit) {}

    private final Scheduler scheduler;
    private final Deadlines deadlines;
    private final Transport transport;
    private final Tokens tokens;
    private final Backoff backoff;
    private final Map<String, ServerState> servers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    MySafeClient(
            String userAgent,
            Scheduler scheduler,
            Deadlines deadlines,
            Workers workers,
            HostResolver.Lookup lookup,
            Backoff backoff) {
        this(scheduler, deadlines, new Transport(userAgent, scheduler, deadlines, workers, lookup), backoff);
    }

    MySafeClient(Scheduler scheduler, Deadlines deadlines, Transport transport, Backoff backoff) {
        this.scheduler = scheduler;
        this.deadlines = deadlines;
        this.transport = transport;
        this.tokens = new Tokens(scheduler);
        this.backoff = backoff;
    }

    static Backoff jitter() {
        return new Backoff(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /** Starts a call; its future is cancelled when the call is aborted or the client closed. */
    Call start(
            Operation operation,
            PasswordId id,
            ServerSettings server,
            ClientCredentials credentials,
            Enablings ofBuild,
            CallLog log) {
        Call call = new Call(this, operation, id, server, credentials, ofBuild, log);
        deadlines.watch(call);
        if (closed) {
            call.abort();
        } else {
            call.start();
        }
        return call;
    }

    void ended(Call call) {
        deadlines.forget(call);
    }

    ServerState stateOf(ServerSettings server) {
        ServerState known = servers.get(server.name());
        return known != null
                ? known
                : servers.computeIfAbsent(
                        server.name(),
                        name -> new ServerState(new Line(server.limits().connections()), new Circuit()));
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Transport transport() {
        return transport;
    }

    Tokens tokens() {
        return tokens;
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
        deadlines.watched(Call.class).forEach(Call::abort);
        transport.close();
    }
}
