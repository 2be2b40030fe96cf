package io.jenkins.plugins.senhasegura.mysafe.demo;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Notifier;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Path;

/** A senhasegura behind its gateway, made of the files in {@code src/demo/wiremock}; listens on this machine only. */
final class Simulator implements AutoCloseable {
    /** The only client that the simulated server knows. */
    static final String CLIENT_ID = "jenkins";

    /** Made of characters that go wrong where a form is not encoded. */
    static final String CLIENT_SECRET = "s3nha+segura&=%";

    /** The name under which the demo knows it. */
    static final String NAME = "simulator";

    private static final String KEY_STORE_PASSWORD = "simulator";

    private final WireMockServer server;

    private Simulator(WireMockServer server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param httpPort 0 for any free one
     * @param httpsPort 0 for any free one
     */
    static Simulator start(Places places, int httpPort, int httpsPort) {
        WireMockServer server = new WireMockServer(configuration(places, httpPort, httpsPort));
        server.start();
        return new Simulator(server);
    }

    private static WireMockConfiguration configuration(Places places, int httpPort, int httpsPort) {
        Path keyStore = places.keyStore();
        return options()
                .bindAddress("localhost")
                .port(httpPort)
                .httpsPort(httpsPort)
                .keystorePath(keyStore.toString())
                .keystoreType("PKCS12")
                .keystorePassword(KEY_STORE_PASSWORD)
                .keyManagerPassword(KEY_STORE_PASSWORD)
                .usingFilesUnderDirectory(places.wireMock().toString())
                // It may run for days.
                .disableRequestJournal()
                .notifier(SILENT);
    }

    /** The base URL. */
    String url() {
        return "http://localhost:" + server.port() + "/";
    }

    /** The base URL of the same server with TLS; its certificate is {@link Places#certificate()}. */
    String secureUrl() {
        return "https://localhost:" + server.httpsPort() + "/";
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Requests hold secrets, and the demo's own log says all there is to say. */
    private static final Notifier SILENT = new Notifier() {
        @Override
        public void info(String message) {}

        @Override
        public void error(String message) {}

        @Override
        public void error(String message, Throwable cause) {}
    };
}
