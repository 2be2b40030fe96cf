package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The first activation of a fresh virtual machine: how long it takes, and how long it keeps its caller. */
public final class FirstActivation {
    private FirstActivation() {}

    /** @param arguments the rival's name */
    public static void main(String[] arguments) throws Exception {
        Rivals rival = Rivals.valueOf(arguments[0]);
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long begin = System.nanoTime();
        try (Rival opened = rival.open("/", 64)) {
            long open = System.nanoTime();
            CountDownLatch done = new CountDownLatch(1);
            opened.start(done::countDown);
            long called = System.nanoTime();
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no end");
            }
            long end = System.nanoTime();
            int loaded = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes;
            CountDownLatch again = new CountDownLatch(1);
            long second = System.nanoTime();
            opened.start(again::countDown);
            again.await();
            long secondEnd = System.nanoTime();
            System.out.println("openMillis=" + (open - begin) / 1e6);
            System.out.println("callerMillis=" + (called - open) / 1e6);
            System.out.println("firstMillis=" + (end - begin) / 1e6);
            System.out.println("secondMillis=" + (secondEnd - second) / 1e6);
            System.out.println("classes=" + loaded);
        }
        System.exit(0);
    }
}
