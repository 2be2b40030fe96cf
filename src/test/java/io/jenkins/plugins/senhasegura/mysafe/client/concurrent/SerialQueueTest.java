package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final BlockingPool pool = new BlockingPool(scheduler, "mysafe-test");
    private final SerialQueue sequence = new SerialQueue(pool);
    private final List<Integer> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    private void hang() {
        hanging.incrementAndGet();
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException ignored) {
                // As a write to a disk that is gone.
            }
        }
    }

    /** Gives up what hangs. */
    private void giveUp(int number) {
        FaultRig.await("it hangs", () -> hanging.get() == number);
        scheduler.advance(BlockingPool.PATIENCE);
    }

    @Test
    void keepsTheOrderOnSeveralThreads() {
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            sequence.execute(() -> ran.add(number));
        }
        FaultRig.await("all have run", () -> ran.size() == 10_000);
        assertThat(ran).isSorted();
    }

    @Test
    void oneThatBreaksIsLoggedWithoutItsMessageAndDoesNotKeepTheNextFromRunning() {
        try (Logged logged = new Logged()) {
            sequence.execute(() -> {
                throw new IllegalStateException("hidden");
            });
            sequence.execute(() -> {
                throw new LinkageError("hidden");
            });
            sequence.execute(() -> ran.add(3));
            FaultRig.await("the third runs", () -> ran.size() == 1);
            assertThat(logged.texts()).hasSize(2).noneMatch(text -> text.contains("hidden"));
            assertThat(logged.texts().get(1)).contains("could not be written", "java.lang.LinkageError", "\tat ");
        }
    }

    @Test
    void oneThatHangsIsLeftBehindAndLinesAreDroppedUntilItReturns() {
        try (Logged logged = new Logged()) {
            sequence.execute(this::hang);
            sequence.executeUnlessHanging(() -> ran.add(1));
            sequence.execute(() -> ran.add(2));
            giveUp(1);
            FaultRig.await("the end arrives", () -> ran.contains(2));
            release.countDown();
            FaultRig.await("it returns", () -> {
                sequence.executeUnlessHanging(() -> ran.add(3));
                return ran.contains(3);
            });
            assertThat(ran).doesNotContain(1);
            assertThat(logged.texts()).singleElement().asString().contains("takes too long");
        }
    }

    @Test
    void whereSeveralHangTheRestWaitsWithoutAThread() {
        try (Logged logged = new Logged()) {
            for (int i = 0; i < 2 * SerialQueue.MOST_HANGING; i++) {
                sequence.execute(this::hang);
            }
            sequence.execute(() -> ran.add(1));
            for (int i = 1; i <= SerialQueue.MOST_HANGING; i++) {
                giveUp(i);
            }
            scheduler.advance(BlockingPool.PATIENCE);
            assertThat(hanging).hasValue(SerialQueue.MOST_HANGING);
            release.countDown();
            FaultRig.await("all run", () -> ran.size() == 1);
            assertThat(logged.texts()).hasSize(SerialQueue.MOST_HANGING);
        }
    }

    @Test
    void turnThatTakesLongGivesItsThreadToOthersSoThatTheNextTaskHasAllOfThePatience() {
        CountDownLatch queued = new CountDownLatch(1);
        sequence.execute(() -> {
            FaultRig.await("the second is queued", () -> queued.getCount() == 0);
            scheduler.advance(BlockingPool.PATIENCE.minus(SerialQueue.TURN));
        });
        sequence.execute(() -> {
            scheduler.advance(BlockingPool.PATIENCE.minusNanos(1));
            ran.add(1);
        });
        sequence.executeUnlessHanging(() -> ran.add(2));
        queued.countDown();
        FaultRig.await("all run", () -> ran.size() == 2);
        assertThat(ran).containsExactly(1, 2);
    }
}
