package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.ClientUnderTest;

/** {@link Rivals#CLIENT}: line, circuit, token, deadlines, request, reading of the response; no hop to another thread. */
final class OurClient implements Rival {
    private final PasswordOperations enabler = PasswordOperations.create(Rivals.USER_AGENT);
    private final ServerSettings server;

    OurClient(String path, int connections) {
        server = Ours.server("main", path, connections);
    }

    @Override
    public void start(Runnable whenDone) {
        ClientUnderTest.enable(enabler, "10", server, Ours.credentials(), whenDone);
    }

    @Override
    public void close() {
        enabler.close();
    }
}
