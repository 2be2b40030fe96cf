package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One asynchronous HTTP client with its one I/O thread and its connections. An error on that thread, such as a lack of
 * memory, ends all of it; whoever owns it makes a new one then. No redirects, cookies, automatic retries or
 * decompression.
 *
 * <p>Thread-safe, without a lock.
 */
final class HttpEngine implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(HttpEngine.class.getName());

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final OpenSockets sockets = new OpenSockets();
    private final ServerPools pools;
    private final CloseableHttpAsyncClient client;
    private final RequestConfig config = RequestConfig.custom()
            .setRedirectsEnabled(false)
            // A server's challenge is answered by nobody: the only credentials for it are the token.
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setConnectionRequestTimeout(Timeout.DISABLED)
            .setDefaultKeepAlive(ServerPool.IDLE.toSeconds(), TimeUnit.SECONDS)
            .build();
    private final RequestConfig configForProxy =
            RequestConfig.copy(config).setAuthenticationEnabled(true).build();
    private volatile boolean closed;
    private volatile boolean dead;

    HttpEngine(String userAgent, Scheduler scheduler, HostResolver resolver) {
        pools = new ServerPools(resolver, scheduler, sockets);
        client = HttpAsyncClientBuilder.create()
                .setThreadFactory(this::thread)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSelectInterval(TimeValue.ofMilliseconds(500))
                        .setTcpNoDelay(true)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .setConnectionManager(pools)
                .setRoutePlanner(new DefaultRoutePlanner(null) {
                    @Override
                    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                        ProxySettings proxy = exchange(context).pool().key().proxy();
                        return proxy == null ? null : ProxyLogin.host(proxy);
                    }
                })
                .addRequestInterceptorLast(this::sending)
                // A selector that is closed while it works is how every shutdown looks; HttpCore would log an error.
                .setIoReactorExceptionCallback(failure -> LOGGER.log(Level.FINE, "The I/O thread ended", failure))
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRequestPriority()
                .disableAuthCaching()
                .build();
        try {
            client.start();
        } catch (RuntimeException | Error unstarted) {
            client.close(CloseMode.IMMEDIATE);
            throw unstarted;
        }
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(() -> run(task), "mysafe-http-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable error) { // told to whoever owns the thread, by the log and by the next request
            dead = true;
            LOGGER.log(Level.WARNING, "The senhasegura client has died; the next request gets a new one", error);
        } finally {
            dead = true;
        }
    }

    /** Whether it can carry no request any more, though nobody has closed it. */
    boolean isDead() {
        return dead && !closed;
    }

    private static Exchange exchange(HttpContext context) {
        return (Exchange) HttpClientContext.cast(context).getUserToken();
    }

    private void sending(HttpRequest request, EntityDetails body, HttpContext httpContext) throws IOException {
        HttpClientContext context = HttpClientContext.cast(httpContext);
        Exchange exchange = exchange(context);
        EndpointDetails connection = context.getEndpointDetails();
        if (exchange.progress().isOnKeptConnection()) {
            sockets.requireQuiet(connection);
        }
        ProxyLogin login = exchange.pool().proxyLogin();
        if (login != null) {
            login.learn(context);
        }
        exchange.sending(context.getSSLSession(), connection::getReceivedBytesCount);
    }

    ServerPools pools() {
        return pools;
    }

    /** A way to send this request, for an exchange that has its pool. */
    Exchange.Execution execution(Exchange exchange, Supplier<AsyncRequestProducer> request) {
        ProxyLogin login = exchange.pool().proxyLogin();
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(exchange);
        context.setRequestConfig(login == null ? config : configForProxy);
        if (login != null) {
            login.prepare(context);
        }
        return new Exchange.Execution() {
            @Override
            public Future<?> start() {
                return send(exchange, request.get(), context);
            }

            @Override
            public boolean isChallenged() {
                return login != null && login.isChallenged(context);
            }
        };
    }

    private Future<?> send(Exchange exchange, AsyncRequestProducer request, HttpClientContext context) {
        return client.execute(request, new ResponseConsumer(exchange), null, context, exchange);
    }

    @Override
    public void close() {
        closed = true;
        client.close(CloseMode.IMMEDIATE);
        pools.close(CloseMode.IMMEDIATE);
    }
}
