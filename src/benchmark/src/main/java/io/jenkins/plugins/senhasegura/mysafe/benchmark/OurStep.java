package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;

/** {@link Rivals#STEP}: everything a step does below Jenkins, the line in its log included. */
final class OurStep implements Rival {
    private final PasswordOperations enabler = PasswordOperations.create(Rivals.USER_AGENT);
    private final BuildOperations build = new BuildOperations();
    private final ServerSettings server;

    OurStep(String path, int connections) {
        server = Ours.server("main", path, connections);
    }

    @Override
    public void start(Runnable whenDone) {
        start(enabler, build, Ours.request(server), whenDone);
    }

    static void start(PasswordOperations enabler, BuildOperations build, OperationRequest request, Runnable whenDone) {
        enabler.start(request, build, line -> {}).result().thenAccept(enabled -> {
            if (!enabled.operation().active()) {
                throw new IllegalStateException(enabled.toString());
            }
            whenDone.run();
        });
    }

    @Override
    public void close() {
        enabler.close();
    }
}
