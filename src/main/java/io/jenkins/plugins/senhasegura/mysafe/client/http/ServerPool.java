package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections of one server under one set of settings.
 *
 * <p>The connections are thread-safe; the count of users is guarded by the lock of {@link ServerPools}.
 */
final class ServerPool {
    /** Unused connections, and pools of settings that are no longer in force, are closed after this. */
    static final Duration IDLE = Duration.ofSeconds(60);

    /**
     * What connections may be shared by. Trust and client certificate are part of it, so that two servers on one host
     * with different certification authorities never share a connection.
     */
    record Key(
            String server,
            TrustedCertificates trust,
            ClientCertificate clientCertificate,
            ProxySettings proxy,
            int connections,
            Duration connectTimeout,
            Duration responseTimeout) {
        public static Key of(ServerSettings server, ProxySettings proxy) {
            Limits limits = server.limits();
            return new Key(
                    server.name(),
                    server.trust(),
                    server.clientCertificate(),
                    proxy,
                    limits.connections(),
                    limits.connectTimeout(),
                    limits.responseTimeout());
        }
    }

    private final Key key;
    private final ClientKeys clientKeys;
    private final ProxyLogin proxyLogin;
    private final PoolingAsyncClientConnectionManager connections;
    private int users;
    private long lastUsed;

    ServerPool(Key key, HostResolver resolver) {
        this.key = key;
        this.clientKeys = ClientKeys.of(key.clientCertificate());
        this.proxyLogin = key.proxy() == null || key.proxy().userName() == null ? null : new ProxyLogin(key.proxy());
        // A little later than our own deadlines, which tell the user; these only make sure that sockets go too.
        Timeout connect = Timeout.of(key.connectTimeout().plusSeconds(1));
        Timeout response = Timeout.of(key.responseTimeout().plusSeconds(1));
        int most = key.connections() + Limits.connectionsForClosings(key.connections());
        this.connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(Tls.strategy(key.trust(), clientKeys))
                .setDnsResolver(resolver)
                .setMaxConnPerRoute(most)
                .setMaxConnTotal(most)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(response)
                        .setIdleTimeout(Timeout.of(IDLE))
                        .build())
                .build();
    }

    Key key() {
        return key;
    }

    /** Closes the connections that nobody has used for as long as unused ones are kept. */
    void closeIdle() {
        connections.closeIdle(TimeValue.of(IDLE));
    }

    PoolingAsyncClientConnectionManager connections() {
        return connections;
    }

    /** How to log in at the proxy, or null where it asks for no user. */
    ProxyLogin proxyLogin() {
        return proxyLogin;
    }

    Circumstances circumstances(ServerUrl url, Progress progress, Instant now) {
        return new Circumstances(
                url.isSecure(),
                key.proxy() != null,
                progress.isSent(),
                progress.isAnswering(),
                clientKeys.wereAskedForBy(url),
                key.clientCertificate() != null,
                proxyLogin != null,
                now);
    }

    // The rest is called under the lock of ServerPools.

    void use() {
        users++;
    }

    void release(long now) {
        users--;
        lastUsed = now;
    }

    boolean isIdle(long now) {
        return users == 0 && now - lastUsed >= IDLE.toNanos();
    }

    void close() {
        connections.close(CloseMode.IMMEDIATE);
    }
}
