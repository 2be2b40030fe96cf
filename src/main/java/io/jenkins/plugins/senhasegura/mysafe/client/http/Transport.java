package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingTask;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;

/**
 * Sends POST requests with one shared HTTP client, which it makes anew where an error has ended it.
 *
 * <p>Thread-safe: its lock guards which client is the present one; what is sent while it is closed fails or is dropped.
 */
public final class Transport implements AutoCloseable {
    /** Without the charset that the library's constant names: the form is UTF-8, percent-encoded. */
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");

    private static final Header ACCEPT_JSON = new BasicHeader(HttpHeaders.ACCEPT, "application/json");

    private final String userAgent;
    private final Scheduler scheduler;
    private final BlockingPool workers;
    private final HostResolver resolver;
    private HttpEngine engine;
    private boolean closed;

    public Transport(
            String userAgent,
            Scheduler scheduler,
            BlockingPool workers,
            BlockingPool names,
            HostResolver.Lookup lookup) {
        this.userAgent = userAgent;
        this.scheduler = scheduler;
        this.workers = workers;
        this.resolver = new HostResolver(names, scheduler, lookup);
        this.engine = new HttpEngine(userAgent, scheduler, resolver);
    }

    /** The client, made anew where an error has ended it. */
    private synchronized HttpEngine engine() {
        if (engine.isDead() && !closed) {
            // First the new one: where there is no thread or memory for it, the next request has to try again.
            HttpEngine fresh = new HttpEngine(userAgent, scheduler, resolver);
            engine.close();
            engine = fresh;
        }
        return engine;
    }

    /**
     * Sends a POST request.
     *
     * @param authorization the header's value or null
     * @param form the body, URL-encoded, or null for none
     * @return what ends it early
     */
    public Runnable post(
            ServerSettings server, ServerUrl url, String authorization, String form, ExchangeListener listener) {
        Exchange exchange = new Exchange(server.limits(), scheduler, listener);
        ProxySettings proxy;
        try {
            proxy = server.proxies().forHost(url.bareHost());
        } catch (RuntimeException unreadable) {
            workers.execute(() -> exchange.failed(unreadable));
            return exchange::abort;
        }
        ServerPool.Key key = ServerPool.Key.of(server, proxy);
        String firstHop = url.firstHop(proxy);
        HttpEngine current = engine();
        ServerPool ready = resolver.isReady(firstHop) ? current.pools().useReady(key) : null;
        if (ready != null) {
            send(exchange, current, ready, url, authorization, form);
        } else {
            // Looking up a name blocks, and so does reading the trust store for a new pool.
            resolver.prepare(firstHop, server.limits().connectTimeout(), () -> !exchange.isOver())
                    .thenRun(() -> workers.execute(() -> open(exchange, key, url, authorization, form)))
                    .exceptionally(failure -> {
                        Exception cause = Causes.unwrapped(failure);
                        // Without a thread it has all of its time: whatever hangs may yet let go, and others wait as
                        // long.
                        if (!(cause instanceof RejectedExecutionException)) {
                            // Not through the workers, who may be what it failed for.
                            exchange.failed(cause);
                        }
                        return null;
                    });
        }
        return exchange::abort;
    }

    private void open(Exchange exchange, ServerPool.Key key, ServerUrl url, String authorization, String form) {
        BlockingTask.at("preparing connections to the server " + key.server());
        HttpEngine current = engine();
        ServerPool pool;
        try {
            pool = current.pools().use(key);
        } catch (RuntimeException unusable) {
            exchange.failed(unusable);
            return;
        }
        send(exchange, current, pool, url, authorization, form);
    }

    private static void send(
            Exchange exchange, HttpEngine engine, ServerPool pool, ServerUrl url, String authorization, String form) {
        if (exchange.uses(pool, url, () -> engine.pools().release(pool))) {
            exchange.start(engine.execution(exchange, () -> request(url, authorization, form)));
        }
    }

    private static AsyncRequestProducer request(ServerUrl url, String authorization, String form) {
        HttpHost target = new HttpHost(url.scheme(), url.bareHost(), url.port());
        BasicHttpRequest request = new BasicHttpRequest(Method.POST, target, url.path());
        request.addHeader(ACCEPT_JSON);
        if (authorization != null) {
            request.addHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        AsyncEntityProducer body =
                form == null ? null : new BasicAsyncEntityProducer(form.getBytes(StandardCharsets.US_ASCII), FORM);
        return new BasicRequestProducer(request, body);
    }

    /** The addresses of a host; told on a worker thread. */
    public CompletableFuture<InetAddress[]> addresses(String host, Duration deadline) {
        return resolver.prepare(host, deadline, () -> true).thenCompose(nothing -> {
            try {
                return CompletableFuture.completedFuture(resolver.resolve(host));
            } catch (UnknownHostException forgotten) {
                return CompletableFuture.failedFuture(forgotten);
            }
        });
    }

    /** Connections open now, busy or kept. */
    public int openConnections() {
        return engine().pools().connections().open();
    }

    /** Connections that a request is on at the moment. */
    public int busyConnections() {
        return engine().pools().connections().busy();
    }

    /** Those of the server of this name. */
    public Connections connections(String server) {
        return engine().pools().connections(server);
    }

    @Override
    public synchronized void close() {
        closed = true;
        engine.close();
    }
}
