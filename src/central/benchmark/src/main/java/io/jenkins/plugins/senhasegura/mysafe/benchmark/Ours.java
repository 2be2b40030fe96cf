package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.api.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.api.EnableRequest;
import io.jenkins.plugins.senhasegura.mysafe.api.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.api.Limits;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.api.TrustedCertificates;
import java.time.Duration;
import java.util.List;

/** Settings for our side. */
final class Ours {
    private Ours() {}

    static ServerSettings server(String name, String path, int connections) {
        ServerUrl url = ServerUrl.base("url", Rivals.base(path));
        Limits limits = new Limits(
                Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(600), 3, connections, true);
        return new ServerSettings(
                name,
                url,
                List.of(ServerUrl.token("tokenUrl", "iso/oauth2/token", url)),
                null,
                TrustedCertificates.NONE,
                null,
                Proxies.DIRECT,
                limits);
    }

    /** New ones for each call, as a credentials store hands them out. */
    static ClientCredentials credentials() {
        return new ClientCredentials(
                "mysafe-api-key", "8f14e45fceea167a5a36dedd4bea2543", "c51ce410c124a10e0db5e4b97fc2af39");
    }

    static EnableRequest request(ServerSettings server) {
        return new EnableRequest(Operation.ENABLE, "10", () -> ErrorMapping.NONE, () -> server, Ours::credentials);
    }
}
