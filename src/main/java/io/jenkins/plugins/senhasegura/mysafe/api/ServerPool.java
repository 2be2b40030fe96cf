package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
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
            Duration answerTimeout) {
        static Key of(ServerSettings server, ProxySettings proxy) {
            Limits limits = server.limits();
            return new Key(
                    server.name(),
                    server.trust(),
                    server.clientCertificate(),
                    proxy,
                    limits.connections(),
                    limits.connectTimeout(),
                    limits.answerTimeout());
        }
    }

    private final Key key;
    private final PoolingAsyncClientConnectionManager connections;
    private int users;
    private long lastUsed;

    ServerPool(Key key, HostResolver resolver) {
        this.key = key;
        // A little later than our own deadlines, which tell the user; these only make sure that sockets go too.
        Timeout connect = Timeout.of(key.connectTimeout().plusSeconds(1));
        Timeout answer = Timeout.of(key.answerTimeout().plusSeconds(1));
        this.connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(Tls.strategy(key.trust(), key.clientCertificate()))
                .setDnsResolver(resolver)
                .setMaxConnPerRoute(key.connections())
                .setMaxConnTotal(key.connections())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(answer)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .setIdleTimeout(Timeout.of(IDLE))
                        .build())
                .build();
    }

    Key key() {
        return key;
    }

    PoolingAsyncClientConnectionManager connections() {
        return connections;
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
