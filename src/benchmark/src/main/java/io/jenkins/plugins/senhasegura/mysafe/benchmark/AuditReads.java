package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.senhasegura.mysafe.audit.AuditUnderTest;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;

/** Pages of an audit with many records beside one with few, and beside {@code grep}; and how it is written. */
public final class AuditReads {
    private static final int MONTHS = 36;
    private static final int FEW = 1_000;
    private static final int PAGE_TURNS = 100;
    private static final int SEARCH_TURNS = 2;

    private AuditReads() {}

    /** @param arguments how many records, rounds, seconds of writing, a folder */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        AuditUnderTest many = new AuditUnderTest(Path.of(arguments[3], "many"));
        AuditUnderTest few = new AuditUnderTest(Path.of(arguments[3], "few"));
        many.fill(Integer.parseInt(arguments[0]), MONTHS, YearMonth.now());
        // Of one month, since that is the fewest files to look for.
        few.fill(FEW, 1, YearMonth.now());

        Turns.take(2, rounds, PAGE_TURNS, () -> millis(many::page, 100), () -> millis(few::page, 100))
                .print("page");
        System.out.println("bytes=" + allocated(many::page));
        List<String> grep = new ArrayList<>(List.of("grep", "-c", AuditUnderTest.rareText()));
        grep.addAll(many.paths());
        Turns.take(
                        1,
                        rounds,
                        SEARCH_TURNS,
                        () -> millis(many::rarePage, AuditUnderTest.RARE),
                        () -> millis(() -> count(grep), AuditUnderTest.RARE))
                .print("search");

        double seconds = Double.parseDouble(arguments[2]);
        ScheduledExecutorService timer = Rivals.timer();
        System.out.println("forced="
                + new AuditUnderTest(Path.of(arguments[3], "written"))
                        .forced(Scheduler.system(timer), Executors.newSingleThreadExecutor(), seconds));
        Runtime.getRuntime().halt(0);
    }

    private static double millis(IntSupplier read, int expected) {
        long begin = System.nanoTime();
        int seen = read.getAsInt();
        double millis = (System.nanoTime() - begin) / 1e6;
        if (seen != expected) {
            throw new IllegalStateException(seen + " instead of " + expected);
        }
        return millis;
    }

    /** All that it ever needs, whether or not it is in use at the same time: more than what it adds to the heap. */
    private static long allocated(IntSupplier read) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        read.getAsInt();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** What the command counts in all of its files. */
    private static int count(List<String> grep) {
        try {
            Process process = new ProcessBuilder(grep)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String counts = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return counts.lines()
                    .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))
                    .sum();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
