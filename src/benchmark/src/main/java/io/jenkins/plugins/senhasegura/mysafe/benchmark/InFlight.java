package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.lang.management.ManagementFactory;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Heap and threads while many activations wait: for their turn, or for a response that takes a minute. */
public final class InFlight {
    private InFlight() {}

    /** @param arguments the rival's name, its connections, how many are started */
    public static void main(String[] arguments) throws Exception {
        Rivals rival = Rivals.valueOf(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        TreeMap<String, Integer> idle = threads();
        Rival opened = rival.open("/after-600000/", connections);
        // One that is under way has loaded and built what all of them share, and taken the token.
        long before = ServerProcess.stats().activations();
        opened.start(() -> {});
        awaitArrived(before + 1);
        long heap = heapAfterGc();
        for (int i = 1; i < count; i++) {
            opened.start(() -> {});
        }
        awaitArrived(before + Math.min(connections, count));
        // The last ones may be on their way into the line.
        Thread.sleep(500);
        double bytes = (heapAfterGc() - heap) / (count - 1.0);
        TreeMap<String, Integer> more = threads();
        idle.forEach((name, number) -> more.merge(name, -number, Integer::sum));
        more.values().removeIf(number -> number <= 0);
        System.out.println("bytes=" + bytes);
        System.out.println("threads=" + more);
        System.out.println("threadCount="
                + more.values().stream().mapToInt(Integer::intValue).sum());
        Runtime.getRuntime().halt(0);
    }

    private static void awaitArrived(long activations) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 600 && ServerProcess.stats().activations() < activations; i++) {
            never.await(50, TimeUnit.MILLISECONDS);
        }
        if (ServerProcess.stats().activations() < activations) {
            throw new IllegalStateException("not all have arrived");
        }
    }

    static long heapAfterGc() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Live threads by name without their numbers; those that Jenkins has anyway, its timer's, are left out. */
    private static TreeMap<String, Integer> threads() {
        TreeMap<String, Integer> names = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName().replaceAll("-?[0-9]+$", "");
            if (!name.equals("timer")) {
                names.merge(name, 1, Integer::sum);
            }
        }
        return names;
    }
}
