package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final Sequence sequence = new Sequence(task -> scheduler.schedule(Duration.ZERO, task));
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void runsNothingOnTheCallersThread() {
        sequence.execute(() -> ran.add(1));
        assertThat(ran).isEmpty();
        scheduler.runDue();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void keepsTheOrderWithOneTimer() {
        for (int i = 0; i < 100; i++) {
            int number = i;
            sequence.execute(() -> ran.add(number));
        }
        assertThat(scheduler.pending()).isOne();
        scheduler.runDue();
        assertThat(ran).hasSize(100).isSorted();
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void oneThatBreaksIsReportedAndDoesNotKeepTheNextFromRunning() {
        List<Throwable> told = new ArrayList<>();
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((where, failure) -> told.add(failure));
        try {
            sequence.execute(() -> {
                throw new IllegalStateException("the log cannot be written");
            });
            sequence.execute(() -> {
                throw new LinkageError("a listener's class is missing");
            });
            sequence.execute(() -> ran.add(3));
            scheduler.runDue();
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
        assertThat(told).hasSize(2);
        assertThat(ran).containsExactly(3);
        sequence.execute(() -> ran.add(4));
        scheduler.runDue();
        assertThat(ran).containsExactly(3, 4);
    }

    @Test
    void keepsTheOrderOnSeveralThreads() throws Exception {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
        try {
            Sequence threaded = new Sequence(timer);
            CountDownLatch done = new CountDownLatch(10_000);
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                threaded.execute(() -> {
                    ran.add(number);
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).hasSize(10_000).isSorted();
        } finally {
            timer.shutdownNow();
        }
    }
}
