package io.jenkins.plugins.senhasegura.mysafe.testing;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.time.Duration;
import java.util.List;

/** Server settings for tests: usable as they are, and each test changes what it is about. */
public final class Settings {
    /** The default limits without the circuit breaker, which would let one test's failures refuse the next one's calls. */
    public static final Limits LIMITS = new Limits(
            Limits.DEFAULT.connectTimeout(),
            Limits.DEFAULT.responseTimeout(),
            Limits.DEFAULT.totalTimeout(),
            3,
            64,
            false);

    private String name = "main";
    private final ServerUrl url;
    private List<ServerUrl> tokenUrls;
    private String tenant;
    private TrustedCertificates trust = TrustedCertificates.NONE;
    private ClientCertificate clientCertificate;
    private Proxies proxies = Proxies.DIRECT;
    private Limits limits = LIMITS;

    private Settings(String url) {
        this.url = ServerUrl.base("url", url);
        // One that is given, so that nothing has to be looked for.
        this.tokenUrls =
                ServerSettings.tokenUrls("tokenUrl", ServerSettings.tokenPaths().get(0), this.url);
    }

    /** Settings of the given server. */
    public static Settings of(SimulatedServer server) {
        return new Settings(server.url());
    }

    /** Settings of whatever is at this URL. */
    public static Settings of(String url) {
        return new Settings(url);
    }

    public Settings name(String value) {
        name = value;
        return this;
    }

    /** Null for those that senhasegura documents. */
    public Settings tokenUrl(String value) {
        tokenUrls = ServerSettings.tokenUrls("tokenUrl", value, url);
        return this;
    }

    public Settings tenant(String value) {
        tenant = value;
        return this;
    }

    public Settings trust(String pem) {
        trust = TrustedCertificates.parse("trustedCertificates", pem);
        return this;
    }

    public Settings clientCertificate(ClientCertificate value) {
        clientCertificate = value;
        return this;
    }

    public Settings proxies(Proxies value) {
        proxies = value;
        return this;
    }

    public Settings limits(Limits value) {
        limits = value;
        return this;
    }

    public Settings attempts(int attempts) {
        return limits(new Limits(
                limits.connectTimeout(),
                limits.responseTimeout(),
                limits.totalTimeout(),
                attempts,
                limits.connections(),
                limits.circuitBreaker()));
    }

    public Settings connections(int connections) {
        return limits(new Limits(
                limits.connectTimeout(),
                limits.responseTimeout(),
                limits.totalTimeout(),
                limits.attempts(),
                connections,
                limits.circuitBreaker()));
    }

    public Settings timeouts(Duration connect, Duration response, Duration total) {
        return limits(
                new Limits(connect, response, total, limits.attempts(), limits.connections(), limits.circuitBreaker()));
    }

    public ServerSettings build() {
        return new ServerSettings(name, url, tokenUrls, tenant, trust, clientCertificate, proxies, limits);
    }
}
