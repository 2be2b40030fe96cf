package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The system's timer where the system gives it no thread. */
class SchedulerTest {
    @Test
    void whatFindsNoThreadRunsWithTheNextThatFindsOne() throws Exception {
        AtomicBoolean noThread = new AtomicBoolean(true);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task) {
            @Override
            public void start() {
                if (noThread.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
        try (Scheduler scheduler = Scheduler.system(timer)) {
            CountDownLatch ran = new CountDownLatch(2);
            assertThat(scheduler.schedule(Duration.ZERO, ran::countDown)).isNotDone();
            noThread.set(false);
            scheduler.schedule(Duration.ZERO, ran::countDown);
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
