package jenkins.util;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Stands in for Jenkins' own where there is no Jenkins. */
public final class Timer {
    private static final ScheduledExecutorService EXECUTOR = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "jenkins.util.Timer");
        thread.setDaemon(true);
        return thread;
    });

    private Timer() {}

    public static ScheduledExecutorService get() {
        return EXECUTOR;
    }
}
