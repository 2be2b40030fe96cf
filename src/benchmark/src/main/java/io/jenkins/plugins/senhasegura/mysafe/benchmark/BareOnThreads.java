package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** {@link Rivals#BARE_THREADS}: the hops that every step must make that looks up its secrets and writes to a build. */
final class BareOnThreads implements Rival {
    private final ScheduledExecutorService timer = Rivals.timer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, Rivals.daemons("worker"));
    private final BareClient client;

    BareOnThreads(String path, int connections) {
        client = new BareClient(Rivals.enable(path), connections);
    }

    @Override
    public void start(Runnable whenDone) {
        workers.execute(() -> client.start(() -> timer.execute(whenDone)));
    }

    @Override
    public void close() {
        client.close();
        workers.shutdownNow();
        timer.shutdownNow();
    }
}
