package io.jenkins.plugins.senhasegura.mysafe.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hangs in a build's log, and who is told all the same. */
class WindowThreadsTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final WindowThreads threads = new WindowThreads(() -> scheduler);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(BlockingPool.THREADS);

    @AfterEach
    void stop() {
        release.countDown();
        ((BlockingPool) threads.teller()).close();
        List.of(threads.keeper(), threads.writer()).forEach(each -> ((ExecutorService) each).shutdownNow());
    }

    /** As a disk that is gone: no interrupt reaches it. */
    private void hang() {
        hanging.countDown();
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException ignored) {
                // Deaf.
            }
        }
    }

    private static void assertServes(Executor executor) throws Exception {
        CompletableFuture.runAsync(() -> {}, executor).get(20, TimeUnit.SECONDS);
    }

    @Test
    void logsThatHangHoldUpNeitherTheKeeperNorForLongOtherWindows() throws Exception {
        for (int i = 0; i < BlockingPool.THREADS; i++) {
            threads.teller().execute(this::hang);
        }
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();

        assertServes(threads.keeper());
        assertServes(threads.writer());
        scheduler.advance(BlockingPool.PATIENCE);
        assertServes(threads.teller());
    }
}
