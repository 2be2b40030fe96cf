package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Gives the one HTTP client a connection pool for each server and its settings. The exchange travels as the request's
 * user token ("state"), which tells the pool and lets an exchange that ends early close whatever it holds.
 *
 * <p>Thread-safe: its lock guards which pools there are and who uses them; they are built and closed without it.
 */
final class ServerPools implements AsyncClientConnectionManager {
    private final Map<ServerPool.Key, ServerPool> pools = new HashMap<>();
    private final Function<ServerPool.Key, ServerPool> builder;
    private final HostResolver resolver;
    private final Scheduler scheduler;
    private final OpenSockets sockets;
    private Future<?> sweep;
    private boolean closed;

    ServerPools(HostResolver resolver, Scheduler scheduler, OpenSockets sockets) {
        this(key -> new ServerPool(key, resolver), resolver, scheduler, sockets);
    }

    /** @param builder of the pools; may block */
    ServerPools(
            Function<ServerPool.Key, ServerPool> builder,
            HostResolver resolver,
            Scheduler scheduler,
            OpenSockets sockets) {
        this.builder = builder;
        this.resolver = resolver;
        this.scheduler = scheduler;
        this.sockets = sockets;
    }

    /** The same as {@link #use}, or null where there is no such pool yet: building one may block. */
    synchronized ServerPool useReady(ServerPool.Key key) {
        ServerPool pool = pools.get(key);
        if (pool != null) {
            pool.use();
        }
        return pool;
    }

    /** The pool for these settings, in use until {@link #release}. */
    ServerPool use(ServerPool.Key key) {
        ServerPool ready = useReady(key);
        if (ready != null) {
            return ready;
        }
        // Without the lock, which the I/O thread needs: a trust store may lie where reading hangs.
        ServerPool built = builder.apply(key);
        ServerPool pool;
        synchronized (this) {
            pool = pools.computeIfAbsent(key, missing -> built);
            pool.use();
        }
        if (pool != built) {
            built.close(); // another thread was faster
        }
        return pool;
    }

    synchronized void release(ServerPool pool) {
        pool.release(scheduler.nanoTime());
        sweepLater();
    }

    private void sweepLater() {
        if (sweep == null && !closed) {
            sweep = scheduler.schedule(ServerPool.IDLE, this::sweep);
        }
    }

    private void sweep() {
        List<ServerPool> unused = new ArrayList<>();
        List<ServerPool> kept;
        synchronized (this) {
            sweep = null;
            long now = scheduler.nanoTime();
            pools.values().removeIf(pool -> pool.isIdle(now) && unused.add(pool));
            kept = List.copyOf(pools.values());
            if (!pools.isEmpty()) {
                sweepLater();
            }
        }
        unused.forEach(ServerPool::close);
        // What a burst has opened goes, though the pool is in use.
        kept.forEach(ServerPool::closeIdle);
    }

    /** Connections of all pools together. */
    Connections connections() {
        return connections(key -> true);
    }

    /** Connections of one server, under whatever settings. */
    Connections connections(String server) {
        return connections(key -> key.server().equals(server));
    }

    private synchronized Connections connections(Predicate<ServerPool.Key> wanted) {
        int open = 0;
        int busy = 0;
        for (ServerPool pool : pools.values()) {
            if (wanted.test(pool.key())) {
                PoolStats stats = pool.connections().getTotalStats();
                open += stats.getLeased() + stats.getAvailable();
                busy += stats.getLeased();
            }
        }
        return new Connections(open, busy);
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(
            String id,
            HttpRoute route,
            Object state,
            Timeout timeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        Exchange exchange = (Exchange) state;
        AsyncClientConnectionManager connections = exchange.pool().connections();
        return connections.lease(id, route, null, timeout, new CallbackContribution<>(callback) {
            @Override
            public void completed(AsyncConnectionEndpoint endpoint) {
                if (exchange.progress().needsNewConnection()) {
                    endpoint.close(CloseMode.IMMEDIATE);
                }
                exchange.progress().leased(endpoint.isConnected());
                exchange.holds(() -> {
                    endpoint.close(CloseMode.IMMEDIATE);
                    connections.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
                });
                if (exchange.isOver()) {
                    callback.cancelled();
                } else {
                    callback.completed(new PooledEndpoint(exchange, endpoint));
                }
            }
        });
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object state, TimeValue keepAlive) {
        PooledEndpoint pooled = (PooledEndpoint) endpoint;
        // No state: within a pool every connection is as good as another.
        pooled.exchange().pool().connections().release(pooled.endpoint(), null, keepAlive);
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator initiator,
            Timeout timeout,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        PooledEndpoint pooled = (PooledEndpoint) endpoint;
        Exchange exchange = pooled.exchange();
        ServerPool pool = exchange.pool();
        ConnectionInitiator connecting =
                new AddressConnector(initiator, exchange, sockets, resolver.addressCount(exchange.firstHop()));
        return pool.connections()
                .connect(
                        pooled.endpoint(),
                        connecting,
                        timeout,
                        attachment,
                        context,
                        pooled.insteadOfThePools(callback));
    }

    @Override
    public void upgrade(
            AsyncConnectionEndpoint endpoint,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        PooledEndpoint pooled = (PooledEndpoint) endpoint;
        // Asked for where a tunnel stands, and nowhere else.
        pooled.exchange().tunnelled();
        pooled.exchange()
                .pool()
                .connections()
                .upgrade(pooled.endpoint(), attachment, context, pooled.insteadOfThePools(callback));
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        upgrade(endpoint, attachment, context, null);
    }

    @Override
    public void close(CloseMode mode) {
        List<ServerPool> all;
        synchronized (this) {
            closed = true;
            if (sweep != null) {
                sweep.cancel(false);
            }
            all = List.copyOf(pools.values());
            pools.clear();
        }
        all.forEach(ServerPool::close);
    }

    @Override
    public void close() {
        close(CloseMode.GRACEFUL);
    }
}
