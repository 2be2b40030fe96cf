package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final FakeScheduler scheduler = new FakeScheduler();
    private final Workers workers = new Workers(scheduler, new Deadlines(scheduler));
    private final CountDownLatch started = new CountDownLatch(2);
    private final CountDownLatch interrupted = new CountDownLatch(2);

    @AfterEach
    void close() {
        workers.close();
    }

    private String hang() throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException gaveUp) {
            interrupted.countDown();
            throw gaveUp;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static <T> CompletableFuture<T> settled(CompletableFuture<T> future) throws Exception {
        future.handle((value, failure) -> null).get(20, TimeUnit.SECONDS);
        return future;
    }

    @Test
    void runsOnThreadsOfItsOwn() throws Exception {
        assertThat(workers.call(DEADLINE, () -> Thread.currentThread().getName())
                        .get(20, TimeUnit.SECONDS))
                .startsWith("mysafe-worker-");
        scheduler.advance(Deadlines.TICK);
        assertThat(scheduler.pending()).as("nothing left to watch").isZero();
    }

    @Test
    void neverRunsMoreThanTwoAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Callable<Integer> task = () -> {
            threads.add(Thread.currentThread().getName());
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            return running.decrementAndGet();
        };
        CompletableFuture<?>[] all = new CompletableFuture<?>[500];
        for (int i = 0; i < all.length; i++) {
            all[i] = workers.call(DEADLINE, task);
        }
        CompletableFuture.allOf(all).get(20, TimeUnit.SECONDS);
        assertThat(most.get()).isBetween(1, Workers.THREADS);
        assertThat(threads).hasSizeLessThanOrEqualTo(Workers.THREADS);
    }

    @Test
    void whatHangsIsGivenUpAndInterruptedAndTheThirdGetsItsTurn() throws Exception {
        CompletableFuture<String> first = workers.call(DEADLINE, this::hang);
        CompletableFuture<String> second = workers.call(DEADLINE, this::hang);
        await(started);
        scheduler.advance(Duration.ofSeconds(1));
        CompletableFuture<String> third = workers.call(DEADLINE, () -> "at last");
        assertThat(third).isNotDone();

        scheduler.advance(DEADLINE.minusSeconds(1).plus(Deadlines.TICK));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        await(interrupted);
        assertThat(third.get(20, TimeUnit.SECONDS)).isEqualTo("at last");
    }

    @Test
    void whatWaitsBehindTasksThatNothingCanInterruptIsGivenUpInTime() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(2);
        AtomicInteger ran = new AtomicInteger();
        Callable<Void> deaf = () -> {
            inside.countDown();
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException ignored) {
                    // That is what it is about.
                }
            }
            return null;
        };
        workers.call(DEADLINE, deaf);
        workers.call(DEADLINE, deaf);
        await(inside);
        CompletableFuture<Integer> third = workers.call(DEADLINE, ran::incrementAndGet);
        scheduler.advance(DEADLINE.plus(Deadlines.TICK));
        assertThat(third.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        release.countDown();
        assertThat(workers.call(DEADLINE, () -> "served").get(20, TimeUnit.SECONDS))
                .isEqualTo("served");
        assertThat(ran).as("what was given up is not begun").hasValue(0);
    }

    @Test
    void tellsWhateverIsThrown() throws Exception {
        LinkageError broken = new LinkageError("broken provider");
        CompletableFuture<Object> future = settled(workers.call(DEADLINE, () -> {
            throw broken;
        }));
        assertThat(future.handle((value, failure) -> failure).join()).isSameAs(broken);
    }

    @Test
    void cancellingInterrupts() throws Exception {
        CompletableFuture<String> first = workers.call(DEADLINE, this::hang);
        workers.call(DEADLINE, this::hang);
        await(started);
        first.cancel(false);
        assertThat(workers.call(DEADLINE, () -> "served").get(20, TimeUnit.SECONDS))
                .isEqualTo("served");
        assertThat(interrupted.getCount()).isOne();
    }

    @Test
    void anInterruptDoesNotReachTheNextTask() throws Exception {
        for (int i = 0; i < 2000; i++) {
            CompletableFuture<String> cancelled = workers.call(DEADLINE, () -> "soon over");
            CompletableFuture<Boolean> next = workers.call(DEADLINE, Thread::interrupted);
            cancelled.cancel(false);
            assertThat(next.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }

    /** Many times, since a thread that is freed by the closing could be quick enough to begin with what waits. */
    @RepeatedTest(200)
    void closingCancelsWhatRunsAndWhatWaits() throws Exception {
        CompletableFuture<String> first = workers.call(DEADLINE, this::hang);
        CompletableFuture<String> second = workers.call(DEADLINE, this::hang);
        CompletableFuture<String> waiting = workers.call(DEADLINE, () -> "never");
        await(started);
        workers.close();
        // Cancelled, not failed: what a stop of Jenkins interrupts is resumed after it.
        assertThat(first).isCancelled();
        assertThat(second).isCancelled();
        assertThat(waiting).isCancelled();
        await(interrupted);
        assertThat(workers.call(DEADLINE, () -> "late")).isCancelled();
        scheduler.advance(Deadlines.TICK);
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void afterClosingNothingIsRun() {
        AtomicInteger ran = new AtomicInteger();
        workers.close();
        workers.execute(ran::incrementAndGet);
        assertThat(ran).hasValue(0);
    }
}
