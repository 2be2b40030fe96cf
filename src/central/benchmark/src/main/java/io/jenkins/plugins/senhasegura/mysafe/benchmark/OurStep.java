package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import io.jenkins.plugins.senhasegura.mysafe.api.Enablings;
import io.jenkins.plugins.senhasegura.mysafe.api.PasswordEnabler;
import io.jenkins.plugins.senhasegura.mysafe.api.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerSettings;
import java.util.concurrent.ScheduledExecutorService;

/** {@link Rivals#STEP}: everything a step does below Jenkins, the line in its log included. */
final class OurStep implements Rival {
    private final ScheduledExecutorService timer = Rivals.timer();
    private final PasswordEnabler enabler = PasswordEnabler.create(Rivals.USER_AGENT, Scheduler.system(timer));
    private final Enablings build = new Enablings();
    private final ServerSettings server;

    OurStep(String path, int connections) {
        server = Ours.server("main", path, connections);
    }

    @Override
    public void start(Runnable whenDone) {
        start(enabler, build, server, whenDone);
    }

    static void start(PasswordEnabler enabler, Enablings build, ServerSettings server, Runnable whenDone) {
        enabler.start(Ours.request(server), build, line -> {}).result().thenAccept(enabled -> {
            if (!enabled.activation().active()) {
                throw new IllegalStateException(enabled.toString());
            }
            whenDone.run();
        });
    }

    @Override
    public void close() {
        enabler.close();
        timer.shutdownNow();
    }
}
