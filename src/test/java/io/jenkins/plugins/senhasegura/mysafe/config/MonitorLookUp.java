package io.jenkins.plugins.senhasegura.mysafe.config;

import java.util.concurrent.TimeUnit;

/** Waits for what the monitor looks up in the background. */
public final class MonitorLookUp {
    private static final long SECONDS = 30;

    private MonitorLookUp() {}

    /** Returns when no look-up is under way. */
    public static void await(MySafeMonitor monitor) throws Exception {
        monitor.lookUp().get(SECONDS, TimeUnit.SECONDS);
    }
}
