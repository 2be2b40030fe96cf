package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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

    static OperationRequest request(ServerSettings server) {
        return request(Operation.ENABLE, 10, server);
    }

    static OperationRequest request(Operation operation, long id, ServerSettings server) {
        return new OperationRequest(
                operation, Long.toString(id), () -> ErrorMapping.NONE, () -> server, Ours::credentials);
    }

    /** One that somebody may forbid. */
    static OperationRequest request(ServerSettings server, Consumer<PasswordId> permission) {
        return new OperationRequest(
                Operation.ENABLE, "10", null, permission, () -> ErrorMapping.NONE, () -> server, Ours::credentials);
    }
}
