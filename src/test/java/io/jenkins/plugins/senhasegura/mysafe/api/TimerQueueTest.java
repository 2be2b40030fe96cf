package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final TimerQueue queue = new TimerQueue(scheduler);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void runsNothingOnTheCallersThread() {
        queue.execute(() -> ran.add(1));
        assertThat(ran).isEmpty();
        scheduler.runDue();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void wakesOneThreadForManyTasksAndKeepsTheirOrder() {
        for (int i = 0; i < 100; i++) {
            int number = i;
            queue.execute(() -> ran.add(number));
        }
        // One that runs them, and one that looks whether it is stuck.
        assertThat(scheduler.pending()).isEqualTo(2);
        scheduler.runDue();
        assertThat(ran).hasSize(100).isSorted();
    }

    @Test
    void isQuietWhenEverythingHasRun() {
        queue.execute(() -> ran.add(1));
        queue.execute(() -> ran.add(2));
        scheduler.advance(TimerQueue.PATIENCE);
        assertThat(ran).containsExactly(1, 2);
        assertThat(scheduler.pending()).isZero();
        queue.execute(() -> ran.add(3));
        assertThat(scheduler.untilNext()).isZero();
        scheduler.runDue();
        assertThat(ran).containsExactly(1, 2, 3);
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void whatATaskAddsRunsInTheSameTurn() {
        queue.execute(() -> queue.execute(() -> ran.add(1)));
        scheduler.runDue();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void anotherThreadRunsWhatWaitsBehindATaskThatTakesLong() {
        queue.execute(() -> {
            scheduler.advance(TimerQueue.PATIENCE.minusNanos(1));
            assertThat(ran).isEmpty();
            scheduler.advance(Duration.ofNanos(1));
            assertThat(ran).containsExactly(2);
            ran.add(1);
        });
        queue.execute(() -> ran.add(2));
        scheduler.runDue();
        assertThat(ran).containsExactly(2, 1);
    }

    @Test
    void whatComesWhileATaskTakesLongDoesNotWaitForItsEnd() {
        queue.execute(() -> {
            queue.execute(() -> ran.add(2));
            scheduler.advance(TimerQueue.PATIENCE);
            // Another one sees to the queue by now, so that nobody has to find out anew that this one takes long.
            queue.execute(() -> ran.add(3));
            scheduler.runDue();
            assertThat(ran).containsExactly(2, 3);
            ran.add(1);
        });
        scheduler.runDue();
        assertThat(ran).containsExactly(2, 3, 1);
    }

    @Test
    void eachOfSeveralTasksThatTakeLongIsTakenOver() {
        queue.execute(() -> {
            scheduler.advance(TimerQueue.PATIENCE.multipliedBy(3));
            ran.add(1);
        });
        queue.execute(() -> {
            scheduler.advance(TimerQueue.PATIENCE);
            ran.add(2);
        });
        queue.execute(() -> ran.add(3));
        scheduler.runDue();
        assertThat(ran).containsExactly(3, 2, 1);
    }

    @Test
    void oneThatComesBackFromALongTaskDoesNotTakeTheQueueFromItsSuccessor() {
        queue.execute(() -> scheduler.advance(TimerQueue.PATIENCE));
        queue.execute(() -> ran.add(1));
        scheduler.runDue();
        scheduler.advance(TimerQueue.PATIENCE);
        assertThat(scheduler.pending()).isZero();
        queue.execute(() -> ran.add(2));
        scheduler.runDue();
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void restsWhileManyComeInARowInsteadOfHavingAThreadWokenForEach() {
        crowd();
        for (int i = 0; i < 3; i++) {
            int first = 2 * i;
            scheduler.whileResting(() -> {
                queue.execute(() -> ran.add(first));
                queue.execute(() -> ran.add(first + 1));
                // Nobody else has been woken for them, but for the one who looks whether this one is stuck.
                assertThat(scheduler.untilNext()).isEqualTo(TimerQueue.PATIENCE);
            });
        }
        scheduler.whileResting(() -> ran.add(-1));
        scheduler.runDue();
        assertThat(ran).containsExactly(0, 1, 2, 3, 4, 5, -1);
    }

    @Test
    void doesNotRestAnyMoreWhenOnlyOneHasComeMeanwhile() {
        crowd();
        scheduler.whileResting(() -> queue.execute(() -> ran.add(1)));
        scheduler.whileResting(() -> ran.add(-1));
        scheduler.runDue();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void doesNotRestWhereTasksComeOneByOne() {
        scheduler.whileResting(() -> ran.add(-1));
        for (int i = 1; i <= 3; i++) {
            int number = i;
            queue.execute(() -> ran.add(number));
            scheduler.runDue();
            scheduler.advance(TimerQueue.CROWDED);
        }
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void leavesTheQueueToTheOneThatHasTakenOverWhileItRested() {
        crowd();
        scheduler.whileResting(() -> {
            queue.execute(() -> ran.add(1));
            queue.execute(() -> ran.add(2));
            scheduler.advance(TimerQueue.PATIENCE);
            assertThat(ran).containsExactly(1, 2);
            queue.execute(() -> ran.add(3));
            queue.execute(() -> ran.add(4));
        });
        scheduler.whileResting(() -> ran.add(-1));
        scheduler.runDue();
        assertThat(ran).containsExactly(1, 2, 3, 4);
    }

    /** Leaves a turn behind that has just ended, and one that is due now. */
    private void crowd() {
        queue.execute(() -> {});
        scheduler.runDue();
        queue.execute(() -> {});
    }

    @Test
    void everyTaskRunsOnceWhoeverAddsThem() throws Exception {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            TimerQueue threaded = new TimerQueue(Scheduler.system(() -> timer));
            int each = 20_000;
            AtomicIntegerArray times = new AtomicIntegerArray(4 * each);
            CountDownLatch done = new CountDownLatch(times.length());
            for (int caller = 0; caller < 4; caller++) {
                int first = caller * each;
                callers.execute(() -> {
                    for (int i = first; i < first + each; i++) {
                        int number = i;
                        threaded.execute(() -> {
                            times.incrementAndGet(number);
                            done.countDown();
                        });
                    }
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < times.length(); i++) {
                assertThat(times.get(i)).isOne();
            }
        } finally {
            callers.shutdownNow();
            timer.shutdownNow();
        }
    }

    /** Whoever adds a task just when a thread has had its last look must not have to wait until that is found out. */
    @Test
    void noTaskWaitsForAnotherThreadToTakeOverWhereNoneTakesLong() throws Exception {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            Scheduler system = Scheduler.system(() -> timer);
            Scheduler withoutPatience = new Scheduler() {
                @Override
                public long nanoTime() {
                    return system.nanoTime();
                }

                @Override
                public Instant now() {
                    return system.now();
                }

                @Override
                public Future<?> schedule(Duration delay, Runnable task) {
                    return delay.isZero() ? system.schedule(delay, task) : new CompletableFuture<>();
                }

                @Override
                public void rest(Duration time) {
                    system.rest(time);
                }
            };
            TimerQueue threaded = new TimerQueue(withoutPatience);
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                all.add(callers.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        CompletableFuture<Void> done = new CompletableFuture<>();
                        threaded.execute(() -> done.complete(null));
                        done.get(20, TimeUnit.SECONDS);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
            timer.shutdownNow();
        }
    }
}
