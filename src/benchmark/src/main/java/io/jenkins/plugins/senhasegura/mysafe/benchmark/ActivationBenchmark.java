package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Activations a second and their latencies, so many of them under way at a time. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ActivationBenchmark {
    private static Rival measured;
    private static int concurrency;

    /** Tells what is measured from now on; it stays open. */
    static void measures(Rival opened, int atATime) {
        measured = opened;
        concurrency = atATime;
    }

    /** The load on one rival. */
    @State(Scope.Benchmark)
    public static class Load {
        private Driver driver;

        @Setup
        public void begin() throws InterruptedException {
            driver = new Driver(measured, concurrency);
            driver.begin();
        }

        @TearDown
        public void finish() throws InterruptedException {
            driver.finish();
        }
    }

    /** What one iteration saw beside its throughput; microseconds. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Seen {
        public double p50;
        public double p99;
        public double caller50;
        public double caller99;
        public double cpuMicros;
        public double serverMicros;
        public double serverShare;

        private ServerProcess.Stats before;
        private long cpuBefore;
        private long since;

        @Setup(Level.Iteration)
        public void start(Load load) {
            load.driver.latencies.clear();
            load.driver.callers.clear();
            before = ServerProcess.stats();
            cpuBefore = cpuNanos();
            since = System.nanoTime();
        }

        private static long cpuNanos() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
        }

        @TearDown(Level.Iteration)
        public void end(Load load) {
            double took = System.nanoTime() - since;
            double cpu = cpuNanos() - cpuBefore;
            ServerProcess.Stats stats = ServerProcess.stats().since(before);
            p50 = load.driver.latencies.percentile(0.5);
            p99 = load.driver.latencies.percentile(0.99);
            caller50 = load.driver.callers.percentile(0.5);
            caller99 = load.driver.callers.percentile(0.99);
            long activations = Math.max(1, stats.activations());
            cpuMicros = cpu / 1000 / activations;
            serverMicros = stats.cpuNanos() / 1000.0 / activations;
            serverShare = stats.cpuNanos() / took;
        }
    }

    @Benchmark
    public void activation(Load load, Seen seen) throws InterruptedException {
        load.driver.next();
    }
}
