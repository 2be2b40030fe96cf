package io.jenkins.plugins.senhasegura.mysafe.api;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.AsyncPushConsumer;
import org.apache.hc.core5.http.nio.HandlerFactory;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Gives the one HTTP client a connection pool for each server and its settings. The exchange travels as the request's
 * user token ("state"), which tells the pool and lets an exchange that ends early close whatever it holds.
 *
 * <p>Thread-safe: its lock guards which pools there are and who uses them; they are closed without it.
 */
final class ServerPools implements AsyncClientConnectionManager {
    private final Map<ServerPool.Key, ServerPool> pools = new HashMap<>();
    private final HostResolver resolver;
    private final Scheduler scheduler;
    private Future<?> sweep;
    private boolean closed;

    ServerPools(HostResolver resolver, Scheduler scheduler) {
        this.resolver = resolver;
        this.scheduler = scheduler;
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
    synchronized ServerPool use(ServerPool.Key key) {
        ServerPool pool = pools.computeIfAbsent(key, missing -> new ServerPool(missing, resolver));
        pool.use();
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
        synchronized (this) {
            sweep = null;
            long now = scheduler.nanoTime();
            pools.values().removeIf(pool -> pool.isIdle(now) && unused.add(pool));
            if (!pools.isEmpty()) {
                sweepLater();
            }
        }
        unused.forEach(ServerPool::close);
    }

    /** Leased and available connections of all pools together. */
    synchronized int openConnections() {
        int open = 0;
        for (ServerPool pool : pools.values()) {
            PoolStats stats = pool.connections().getTotalStats();
            open += stats.getLeased() + stats.getAvailable();
        }
        return open;
    }

    /** Leased connections of all pools together. */
    synchronized int busyConnections() {
        return pools.values().stream()
                .mapToInt(pool -> pool.connections().getTotalStats().getLeased())
                .sum();
    }

    /** An endpoint that knows whose it is. */
    private static final class Leased extends AsyncConnectionEndpoint {
        private final Exchange exchange;
        private final AsyncConnectionEndpoint endpoint;

        Leased(Exchange exchange, AsyncConnectionEndpoint endpoint) {
            this.exchange = exchange;
            this.endpoint = endpoint;
        }

        @Override
        public void execute(
                String id,
                AsyncClientExchangeHandler handler,
                HandlerFactory<AsyncPushConsumer> pushHandlers,
                HttpContext context) {
            endpoint.execute(id, handler, pushHandlers, context);
        }

        @Override
        public boolean isConnected() {
            return endpoint.isConnected();
        }

        @Override
        public void setSocketTimeout(Timeout timeout) {
            endpoint.setSocketTimeout(timeout);
        }

        @Override
        public void close(CloseMode mode) {
            endpoint.close(mode);
        }

        @Override
        public EndpointInfo getInfo() {
            return endpoint.getInfo();
        }
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
                exchange.holds(() -> {
                    endpoint.close(CloseMode.IMMEDIATE);
                    connections.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
                });
                if (exchange.isOver()) {
                    callback.cancelled();
                } else {
                    callback.completed(new Leased(exchange, endpoint));
                }
            }
        });
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object state, TimeValue keepAlive) {
        Leased leased = (Leased) endpoint;
        // No state: within a pool every connection is as good as another.
        leased.exchange.pool().connections().release(leased.endpoint, null, keepAlive);
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator initiator,
            Timeout timeout,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        Leased leased = (Leased) endpoint;
        Exchange exchange = leased.exchange;
        return exchange.pool()
                .connections()
                .connect(
                        leased.endpoint,
                        watched(initiator, exchange),
                        timeout,
                        attachment,
                        context,
                        as(endpoint, callback));
    }

    @Override
    public void upgrade(
            AsyncConnectionEndpoint endpoint,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        Leased leased = (Leased) endpoint;
        leased.exchange.pool().connections().upgrade(leased.endpoint, attachment, context, as(endpoint, callback));
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        upgrade(endpoint, attachment, context, null);
    }

    private static ConnectionInitiator watched(ConnectionInitiator initiator, Exchange exchange) {
        return (NamedEndpoint name,
                SocketAddress remote,
                SocketAddress local,
                Timeout timeout,
                Object attachment,
                FutureCallback<IOSession> callback) -> {
            Future<IOSession> connecting =
                    initiator.connect(name, remote, local, timeout, attachment, new CallbackContribution<>(callback) {
                        @Override
                        public void completed(IOSession session) {
                            exchange.connected(session);
                            callback.completed(session);
                        }
                    });
            exchange.holds(() -> connecting.cancel(true));
            return connecting;
        };
    }

    private static FutureCallback<AsyncConnectionEndpoint> as(
            AsyncConnectionEndpoint endpoint, FutureCallback<AsyncConnectionEndpoint> callback) {
        return new CallbackContribution<>(callback) {
            @Override
            public void completed(AsyncConnectionEndpoint inner) {
                if (callback != null) {
                    callback.completed(endpoint);
                }
            }
        };
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
