package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * {@link Rivals#BARE}: the asynchronous client as its documentation shows it, with the pool, the I/O thread and the
 * configuration that ours has. It looks at the status and no further. Public for the benchmark in a Jenkins, which sends
 * with it what our step sends.
 */
public final class BareClient implements Rival {
    private final CloseableHttpAsyncClient client;
    private final URI uri;

    /**
     * Opens it.
     *
     * @param url where the requests go
     * @param connections the most at a time
     */
    public BareClient(String url, int connections) {
        uri = URI.create(url);
        client = HttpAsyncClientBuilder.create()
                .setThreadFactory(Rivals.daemons("bare-http"))
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSelectInterval(TimeValue.ofMilliseconds(500))
                        .setTcpNoDelay(true)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(8 * 1024)
                        .setMaxHeaderCount(100)
                        .build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(11))
                                .setSocketTimeout(Timeout.ofSeconds(121))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .setIdleTimeout(Timeout.ofSeconds(60))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .setDefaultKeepAlive(60, TimeUnit.SECONDS)
                        .build())
                .setUserAgent(Rivals.USER_AGENT)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRequestPriority()
                .build();
        client.start();
    }

    @Override
    public void start(Runnable whenDone) {
        enable(Rivals.BEARER, body -> whenDone.run());
    }

    /** Sends the request that activates; whoever waits is told as by {@link #send}. */
    void enable(String authorization, Consumer<String> whenDone) {
        SimpleHttpRequest request = SimpleRequestBuilder.post(uri)
                .addHeader("Accept", "application/json")
                .addHeader("Authorization", authorization)
                .build();
        send(request, whenDone);
    }

    /** Sends a request; whoever waits is told the body of a response with status 200, and nothing else. */
    void send(SimpleHttpRequest request, Consumer<String> whenDone) {
        client.execute(request, new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                String body = response.getBodyText();
                if (response.getCode() == 200 && body != null) {
                    whenDone.accept(body);
                }
            }

            @Override
            public void failed(Exception cause) {
                cause.printStackTrace();
            }

            @Override
            public void cancelled() {}
        });
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
