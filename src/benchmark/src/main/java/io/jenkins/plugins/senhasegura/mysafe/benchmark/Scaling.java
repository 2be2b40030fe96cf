package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

/**
 * What an activation costs while others wait, and with many servers. Processor time is what counts: the throughput of a
 * closed loop is bounded by the server's connections.
 */
public final class Scaling {
    private static final int CONNECTIONS = 64;

    private Scaling() {}

    /** @param arguments activations at a time, configured servers, seconds to warm up, seconds to measure */
    public static void main(String[] arguments) throws Exception {
        int concurrency = Integer.parseInt(arguments[0]);
        int servers = Integer.parseInt(arguments[1]);
        double warmUp = Double.parseDouble(arguments[2]);
        double seconds = Double.parseDouble(arguments[3]);
        ServerProcess.Stats first = ServerProcess.stats();
        Driver driver = new Driver(new ManyServers(servers), concurrency);
        driver.begin();
        driver.run(warmUp);
        ServerProcess.Stats before = ServerProcess.stats();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        long count = driver.run(seconds);
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.println("cpuMicros=" + (cpuNanos() - cpu) / 1000.0 / count);
        System.out.println("perSecond=" + count / took);
        driver.finish();
        ServerProcess.Stats all = ServerProcess.stats().since(first);
        System.out.println("requests=" + all.activations());
        System.out.println("activations=" + driver.started());
        System.out.println("tokens=" + all.tokens());
        System.out.println("connections=" + ServerProcess.stats().since(before).connections());
        Runtime.getRuntime().halt(0);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Our step, on each server in turn. */
    private static final class ManyServers implements Rival {
        private final PasswordOperations enabler = PasswordOperations.create(Rivals.USER_AGENT);
        private final BuildOperations build = new BuildOperations();
        private final ServerSettings[] servers;
        private int next;

        ManyServers(int count) {
            servers = IntStream.range(0, count)
                    .mapToObj(i -> Ours.server("server-" + i, "/", CONNECTIONS))
                    .toArray(ServerSettings[]::new);
        }

        @Override
        public void start(Runnable whenDone) {
            next = (next + 1) % servers.length;
            OurStep.start(enabler, build, Ours.request(servers[next]), whenDone);
        }

        @Override
        public void close() {
            enabler.close();
        }
    }
}
