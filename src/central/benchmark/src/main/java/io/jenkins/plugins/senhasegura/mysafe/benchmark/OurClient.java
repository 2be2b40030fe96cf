package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.api.ClientUnderTest;
import io.jenkins.plugins.senhasegura.mysafe.api.PasswordEnabler;
import io.jenkins.plugins.senhasegura.mysafe.api.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerSettings;
import java.util.concurrent.ScheduledExecutorService;

/** {@link Rivals#CLIENT}: line, circuit, token, deadlines, request, reading of the answer; no hop to another thread. */
final class OurClient implements Rival {
    private final ScheduledExecutorService timer = Rivals.timer();
    private final PasswordEnabler enabler = PasswordEnabler.create(Rivals.USER_AGENT, Scheduler.system(timer));
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
        timer.shutdownNow();
    }
}
