package io.jenkins.plugins.senhasegura.mysafe.client;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.MySafeClient;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;

/**
 * Loads and builds what the first operation of a controller needs, before a build waits for it: an operation of a client of
 * its own that ends where its host would be looked up, and the reading of two documented responses. Nothing is sent, and no
 * socket is opened.
 */
public final class WarmUp {
    private static final Logger LOGGER = Logger.getLogger(WarmUp.class.getName());
    private static final String NAME = "warm-up";
    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"expires_in\":60,\"access_token\":\"none\"}";
    private static final String ACTIVATED = "{\"response\":{\"status\":200,"
            + "\"message\":\"Password successfully activated\",\"error\":false,\"error_code\":0}}";

    private static final Limits ONCE =
            new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, true);

    private WarmUp() {}

    /**
     * Begins; the future is told the end of the operation, which finds no host.
     *
     * @param userAgent as the client will have it
     */
    public static CompletableFuture<OperationEnd> start(String userAgent) {
        try {
            // What https needs first: providers and the certificates that the runtime trusts.
            SSLContext.getDefault().createSSLEngine().getSupportedCipherSuites();
        } catch (NoSuchAlgorithmException unusual) {
            LOGGER.log(Level.FINE, "The runtime has no TLS by default", unusual);
        }
        TokenResponseReader.read(response(TOKEN));
        ApiResponseReader.read(Operation.ENABLE, response(ACTIVATED));
        PasswordOperations operations = new PasswordOperations(
                userAgent,
                Scheduler.system(),
                host -> {
                    throw new UnknownHostException(host);
                },
                MySafeClient.jitter());
        CompletableFuture<OperationEnd> end =
                operations.start(request(), line -> {}).result();
        return end.whenComplete((ended, failure) -> operations.close());
    }

    private static RawResponse response(String body) {
        return new RawResponse(200, body.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private static OperationRequest request() {
        ServerUrl url = ServerUrl.base("url", "https://" + NAME + ".invalid/");
        ServerSettings server = new ServerSettings(
                NAME,
                url,
                ServerSettings.tokenUrls("tokenUrl", null, url),
                null,
                TrustedCertificates.NONE,
                null,
                Proxies.DIRECT,
                ONCE);
        ClientCredentials credentials = new ClientCredentials(NAME, NAME, NAME);
        return new OperationRequest(Operation.ENABLE, "1", () -> ErrorMapping.NONE, () -> server, () -> credentials);
    }
}
