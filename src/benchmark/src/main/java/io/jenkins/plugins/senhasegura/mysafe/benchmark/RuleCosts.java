package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import io.jenkins.plugins.senhasegura.mysafe.config.RulesUnderTest;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/** Processor time of an activation at a server with many rules, beside one without any; in turns. */
public final class RuleCosts {
    private static final int CONCURRENCY = 64;
    private static final int TURNS = 4;

    private static final PasswordOperations CLIENT = PasswordOperations.create(Rivals.USER_AGENT);

    private RuleCosts() {}

    /** @param arguments how many rules, seconds to warm up, seconds of a turn, rounds */
    public static void main(String[] arguments) throws Exception {
        double warmUp = Double.parseDouble(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        Driver with = driver(Integer.parseInt(arguments[0]));
        Driver without = driver(0);
        for (int i = 0; i < TURNS; i++) {
            with.run(warmUp / TURNS / 2);
            without.run(warmUp / TURNS / 2);
        }
        Turns.take(
                        1,
                        Integer.parseInt(arguments[3]),
                        TURNS,
                        () -> cpuMicros(with, seconds),
                        () -> cpuMicros(without, seconds))
                .print("cpu");
        Runtime.getRuntime().halt(0);
    }

    private static Driver driver(int rules) throws InterruptedException {
        Driver driver = new Driver(new Permitted(rules), CONCURRENCY);
        driver.begin();
        return driver;
    }

    private static double cpuMicros(Driver driver, double seconds) throws InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = system.getProcessCpuTime();
        long count = driver.run(seconds);
        return (system.getProcessCpuTime() - before) / 1000.0 / count;
    }

    /** Our step, which asks first. */
    private static final class Permitted implements Rival {
        private final BuildOperations build = new BuildOperations();
        private final ServerSettings server = Ours.server("main", "/", CONCURRENCY);
        private final Consumer<PasswordId> permission;

        Permitted(int rules) {
            permission = RulesUnderTest.of(server.url().toString(), rules);
        }

        @Override
        public void start(Runnable whenDone) {
            OurStep.start(CLIENT, build, Ours.request(server, permission), whenDone);
        }

        @Override
        public void close() {
            // The client is both sides'.
        }
    }
}
