package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** {@code --serve} without a Jenkins: the simulated server stays up until it is stopped. */
final class ServeCommand {
    /** Where it listens unless something else does. */
    static final int HTTP_PORT = 8089;

    static final int HTTPS_PORT = 8449;

    private ServeCommand() {}

    static int run(Places places, PrintStream log) {
        try (Simulator simulator = start(places)) {
            describe(simulator, places, log);
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** On the ports that a user can learn by heart, or on free ones. */
    static Simulator start(Places places) {
        try {
            return Simulator.start(places, HTTP_PORT, HTTPS_PORT);
        } catch (RuntimeException taken) {
            return Simulator.start(places, 0, 0);
        }
    }

    static void describe(Simulator simulator, Places places, PrintStream log) {
        log.println("The simulated senhasegura is up:");
        log.println("  URL               " + simulator.url());
        log.println("  by https          " + simulator.secureUrl() + ", certificate " + places.certificate());
        log.println("  Access Token URL  " + simulator.url()
                + ServerSettings.tokenPaths().get(0));
        log.println("  Client ID         " + Simulator.CLIENT_ID);
        log.println("  Client Secret     " + Simulator.CLIENT_SECRET);
        log.println("  identifiers       " + places.root().resolve("src/demo/README.md"));
        log.println("Stop it with Ctrl+C.");
    }
}
