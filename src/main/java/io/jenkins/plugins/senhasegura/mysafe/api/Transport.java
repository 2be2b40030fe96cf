package io.jenkins.plugins.senhasegura.mysafe.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.NamedElementChain;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends POST requests with one shared asynchronous HTTP client and one I/O thread. No redirects, cookies, automatic
 * retries or decompression.
 *
 * <p>Thread-safe, without a lock; what is sent while it is closed fails or is dropped.
 */
final class Transport implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Transport.class.getName());

    /** Without the charset that the library's constant names: the form is UTF-8, percent-encoded. */
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");

    private static final Header ACCEPT_JSON = new BasicHeader(HttpHeaders.ACCEPT, "application/json");

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;

    private final Scheduler scheduler;
    private final Deadlines deadlines;
    private final Workers workers;
    private final HostResolver resolver;
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

    Transport(String userAgent, Scheduler scheduler, Deadlines deadlines, Workers workers, HostResolver.Lookup lookup) {
        this.scheduler = scheduler;
        this.deadlines = deadlines;
        this.workers = workers;
        this.resolver = new HostResolver(workers, scheduler, lookup);
        this.pools = new ServerPools(resolver, scheduler);
        AtomicInteger number = new AtomicInteger();
        client = new WithoutDetours()
                .setThreadFactory(task -> {
                    Thread thread = new Thread(task, "mysafe-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                })
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
                        return proxy == null ? null : new HttpHost("http", proxy.host(), proxy.port());
                    }
                })
                .addRequestInterceptorLast((request, entity, context) ->
                        exchange(context).sending(HttpCoreContext.cast(context).getSSLSession()))
                // A selector that is closed while it works is how every shutdown looks; HttpCore would log an error.
                .setIoReactorExceptionCallback(failure -> LOGGER.log(Level.FINE, "The I/O thread ended", failure))
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRequestPriority()
                .build();
        client.start();
    }

    /**
     * Takes HttpClient's protocol step out of the way of requests that no proxy has a say in. It does nothing for these
     * but work out which credentials the path would need, and there are none but the token.
     */
    private static final class WithoutDetours extends HttpAsyncClientBuilder {
        @Override
        protected void customizeExecChain(NamedElementChain<AsyncExecChainHandler> chain) {
            String protocol = ChainElement.PROTOCOL.name();
            AsyncExecChainHandler step = chain.find(protocol).getValue();
            chain.replace(protocol, (request, body, scope, rest, callback) -> {
                if (scope.route.getProxyHost() == null) {
                    rest.proceed(request, body, scope, callback);
                } else {
                    step.execute(request, body, scope, rest, callback);
                }
            });
        }
    }

    private static Exchange exchange(HttpContext context) {
        return (Exchange) HttpClientContext.cast(context).getUserToken();
    }

    /**
     * Sends a POST request.
     *
     * @param authorization the header's value or null
     * @param form the body, URL-encoded, or null for none
     * @return what ends it early
     */
    Runnable post(ServerSettings server, ServerUrl url, String authorization, String form, Exchange.Listener listener) {
        Exchange exchange = new Exchange(server.limits(), scheduler, listener, deadlines::forget);
        deadlines.watch(exchange);
        ProxySettings proxy;
        try {
            proxy = server.proxies().forHost(url.bareHost());
        } catch (RuntimeException unreadable) {
            workers.execute(() -> exchange.failed(unreadable));
            return exchange::abort;
        }
        ServerPool.Key key = ServerPool.Key.of(server, proxy);
        String firstHop = proxy == null ? url.bareHost() : proxy.host();
        ServerPool ready = resolver.isReady(firstHop) ? pools.useReady(key) : null;
        if (ready != null) {
            send(exchange, ready, url, authorization, form);
        } else {
            // Looking up a name blocks, and so does reading the trust store for a new pool.
            resolver.prepare(firstHop, server.limits().connectTimeout()).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    workers.execute(() -> open(exchange, key, url, authorization, form));
                } else {
                    // Not through the workers, who may be what it failed for.
                    exchange.failed(Failures.unwrapped(failure));
                }
            });
        }
        return exchange::abort;
    }

    private void open(Exchange exchange, ServerPool.Key key, ServerUrl url, String authorization, String form) {
        ServerPool pool;
        try {
            pool = pools.use(key);
        } catch (RuntimeException unusable) {
            exchange.failed(unusable);
            return;
        }
        send(exchange, pool, url, authorization, form);
    }

    private void send(Exchange exchange, ServerPool pool, ServerUrl url, String authorization, String form) {
        try {
            if (exchange.uses(pool, () -> pools.release(pool))) {
                exchange.started(client.execute(
                        request(url, authorization, form), new AnswerConsumer(), null, context(exchange), exchange));
            }
        } catch (RuntimeException unusable) {
            exchange.failed(unusable);
        }
    }

    private static BasicRequestProducer request(ServerUrl url, String authorization, String form) {
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

    private HttpClientContext context(Exchange exchange) {
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(exchange);
        ProxySettings proxy = exchange.pool().key().proxy();
        if (proxy == null || proxy.userName() == null) {
            context.setRequestConfig(config);
        } else {
            String password = proxy.password() == null ? "" : proxy.password();
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(proxy.userName(), password.toCharArray()));
            context.setCredentialsProvider(credentials);
            context.setRequestConfig(configForProxy);
        }
        return context;
    }

    /** The addresses of a host; told on a worker thread. */
    CompletableFuture<InetAddress[]> addresses(String host, Duration deadline) {
        return resolver.prepare(host, deadline).thenCompose(nothing -> {
            try {
                return CompletableFuture.completedFuture(resolver.resolve(host));
            } catch (UnknownHostException forgotten) {
                return CompletableFuture.failedFuture(forgotten);
            }
        });
    }

    /** Connections open now, busy or kept. */
    int openConnections() {
        return pools.openConnections();
    }

    /** Connections that a request is on at the moment. */
    int busyConnections() {
        return pools.busyConnections();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        pools.close(CloseMode.IMMEDIATE);
    }
}
