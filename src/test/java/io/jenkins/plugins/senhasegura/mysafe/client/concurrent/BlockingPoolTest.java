package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BlockingPoolTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final FakeScheduler scheduler = new FakeScheduler();
    private final BlockingPool pool = new BlockingPool(scheduler, "mysafe-test", 4, 4);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    /** As a socket's read: no interrupt reaches it. */
    private String deaf() {
        entered.incrementAndGet();
        while (true) {
            try {
                release.await();
                return "released";
            } catch (InterruptedException ignored) {
                interrupts.incrementAndGet();
            }
        }
    }

    private List<CompletableFuture<String>> deaf(int number, Object holder) {
        List<CompletableFuture<String>> all = new ArrayList<>();
        int before = entered.get();
        for (int i = 0; i < number; i++) {
            all.add(pool.call(DEADLINE, holder, this::deaf));
        }
        FaultRig.await("they have begun", () -> entered.get() == before + number);
        return all;
    }

    private void passDeadline() {
        scheduler.advance(DEADLINE);
    }

    private void assertServes() throws Exception {
        assertThat(pool.call(DEADLINE, () -> "served").get(20, TimeUnit.SECONDS))
                .isEqualTo("served");
    }

    private static Throwable failure(CompletableFuture<?> future) throws Exception {
        return future.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS);
    }

    @Test
    void growsToItsBoundAndRunsTheRestInOrder() throws Exception {
        deaf(4, null);
        List<Integer> ran = new ArrayList<>();
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            waiting.add(pool.call(DEADLINE, () -> {
                synchronized (ran) {
                    return ran.add(number);
                }
            }));
        }
        assertThat(ran).isEmpty();
        release.countDown();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(ran).hasSize(100);
        FaultRig.await("no timer is left", () -> {
            scheduler.advance(BlockingTask.LONG);
            return scheduler.pending() == 0;
        });
    }

    @Test
    void deadlineCountsFromTheStart() throws Exception {
        List<CompletableFuture<String>> first = deaf(4, null);
        scheduler.advance(DEADLINE.minusNanos(1));
        CompletableFuture<String> queued = pool.call(DEADLINE, this::deaf);
        scheduler.advance(Duration.ofNanos(1));
        assertThat(first).allSatisfy(hanging -> assertThat(failure(hanging)).isInstanceOf(TimeoutException.class));
        FaultRig.await("the queued one has begun", () -> entered.get() == 5);
        scheduler.advance(DEADLINE.minusNanos(1));
        assertThat(queued).isNotDone();
        scheduler.advance(Duration.ofNanos(1));
        assertThat(failure(queued)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatWasGivenUpIsInterruptedAndCountsNoMoreUpToTheBound() throws Exception {
        deaf(4, null);
        passDeadline();
        FaultRig.await("interrupted", () -> interrupts.get() == 4);
        deaf(4, null);
        passDeadline();
        CompletableFuture<String> ninth = pool.call(DEADLINE, () -> "served");
        assertThat(ninth).as("eight hang, and only four of them do not count").isNotDone();
        release.countDown();
        assertThat(ninth.get(20, TimeUnit.SECONDS)).isEqualTo("served");
        FaultRig.await("all are back", () -> FaultRig.threads().size() <= 8);
        assertServes();
    }

    @Test
    void oneHolderHasTwoThreadsAndTheOthersWaitWithoutOne() throws Exception {
        deaf(2, "vault");
        CompletableFuture<String> third = pool.call(DEADLINE, "vault", () -> "third");
        assertServes();
        assertThat(third).isNotDone();
        release.countDown();
        assertThat(third.get(20, TimeUnit.SECONDS)).isEqualTo("third");
    }

    @Test
    void whoAsksForWhatHangsTwiceEndsAtOnceUntilItReturns() throws Exception {
        List<CompletableFuture<String>> hanging = deaf(2, "vault");
        CompletableFuture<String> waiting = pool.call(DEADLINE, "vault", () -> "never");
        passDeadline();
        assertThat(failure(waiting)).isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.call(DEADLINE, "vault", () -> "never")).isCompletedExceptionally();
        assertThat(pool.call(DEADLINE, "other", () -> "fine").get(20, TimeUnit.SECONDS))
                .isEqualTo("fine");
        assertThat(hanging).allMatch(CompletableFuture::isDone);
        release.countDown();
        FaultRig.await(
                "they return",
                () -> !pool.call(DEADLINE, "vault", () -> "again").isCompletedExceptionally());
    }

    @Test
    void abortedOnesThatHaveNotReturnedRefuseNobody() throws Exception {
        deaf(2, "vault").forEach(aborted -> aborted.cancel(false));
        FaultRig.await("interrupted", () -> interrupts.get() == 2);
        CompletableFuture<String> next = pool.call(DEADLINE, "vault", () -> "next");
        assertThat(next).isNotDone();
        release.countDown();
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void tellsWhateverIsThrownAndGoesOn() throws Exception {
        StackOverflowError broken = new StackOverflowError();
        for (int i = 0; i < 10; i++) {
            assertThat(failure(pool.call(DEADLINE, "vault", () -> {
                        throw broken;
                    })))
                    .isSameAs(broken);
        }
        assertServes();
    }

    @Test
    void anInterruptDoesNotReachTheNextTask() throws Exception {
        for (int i = 0; i < 2000; i++) {
            CompletableFuture<String> cancelled = pool.call(DEADLINE, () -> "soon over");
            CompletableFuture<Boolean> next = pool.call(DEADLINE, Thread::interrupted);
            cancelled.cancel(false);
            assertThat(next.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void whatRunsKnowsThatItWasGivenUp() throws Exception {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        CompletableFuture<Object> task = pool.call(DEADLINE, () -> {
            assertThat(BlockingTask.isGivenUp()).isFalse();
            deaf();
            told.complete(BlockingTask.isGivenUp());
            return null;
        });
        FaultRig.await("it has begun", () -> entered.get() == 1);
        task.cancel(false);
        release.countDown();
        assertThat(told.get(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Many times, since a thread that is freed by the closing could be quick enough to begin with what waits. */
    @RepeatedTest(200)
    void closingCancelsWhatRunsAndWhatWaits() throws Exception {
        CountDownLatch begun = new CountDownLatch(4);
        Callable<String> hang = () -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return "never";
        };
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(pool.call(DEADLINE, i < 2 ? "vault" : null, hang));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        AtomicInteger ran = new AtomicInteger();
        all.add(pool.call(DEADLINE, () -> "waits " + ran.incrementAndGet()));
        all.add(pool.call(DEADLINE, "vault", () -> "waits " + ran.incrementAndGet()));
        pool.close();
        all.add(pool.call(DEADLINE, () -> "late " + ran.incrementAndGet()));
        pool.execute(ran::incrementAndGet);
        // Cancelled, not failed: what a stop of Jenkins interrupts is resumed after it.
        assertThat(all).allMatch(CompletableFuture::isCancelled);
        FaultRig.await("no timer is left", () -> scheduler.pending() == 0);
        assertThat(ran).hasValue(0);
    }

    @Test
    void threadIsNamedAfterWhatItsTaskIsAtOnceThatTakesLongAndNotForLonger() throws Exception {
        List<String> names = new ArrayList<>();
        pool.call(DEADLINE, () -> {
                    BlockingTask.at("reading");
                    names.add(Thread.currentThread().getName());
                    scheduler.advance(BlockingTask.LONG);
                    names.add(Thread.currentThread().getName());
                    BlockingTask.at("writing");
                    return names.add(Thread.currentThread().getName());
                })
                .get(20, TimeUnit.SECONDS);
        String after =
                pool.call(DEADLINE, () -> Thread.currentThread().getName()).get(20, TimeUnit.SECONDS);

        assertThat(names.stream().map(name -> name.replaceAll("[0-9]+", "N")))
                .containsExactly("mysafe-test-N", "mysafe-test-N: reading", "mysafe-test-N: writing");
        assertThat(after).matches("mysafe-test-[0-9]+");
    }

    @Test
    void threadThatIsAtNoTaskKeepsItsName() {
        String name = Thread.currentThread().getName();
        BlockingTask.at("reading");
        assertThat(Thread.currentThread().getName()).isEqualTo(name);
    }

    /** As where no thread can be started for it. */
    private static final class BrokenTimer implements Scheduler {
        private final FakeScheduler clock = new FakeScheduler();
        private final Set<Duration> broken = ConcurrentHashMap.newKeySet();

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Future<?> schedule(Duration delay, Runnable task) {
            if (broken.contains(delay)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return clock.schedule(delay, task);
        }
    }

    @Test
    void aTaskWhoseTimerCannotBeHadFailsAndTakesNoThreadFromTheOthers() throws Exception {
        BrokenTimer timer = new BrokenTimer();
        try (BlockingPool small = new BlockingPool(timer, "mysafe-test", 1, 0)) {
            timer.broken.add(DEADLINE);
            for (int i = 0; i < 3; i++) {
                assertThat(failure(small.call(DEADLINE, "vault", () -> "never")))
                        .isInstanceOf(OutOfMemoryError.class);
            }
            timer.broken.clear();
            assertThat(small.call(DEADLINE, "vault", () -> "served").get(20, TimeUnit.SECONDS))
                    .isEqualTo("served");
        }
    }

    @Test
    void withoutTheTimerForNamesTasksRunAllTheSame() throws Exception {
        BrokenTimer timer = new BrokenTimer();
        try (BlockingPool small = new BlockingPool(timer, "mysafe-test", 1, 0);
                Logged logged = new Logged()) {
            timer.broken.add(BlockingTask.LONG);
            assertThat(small.call(DEADLINE, () -> "served").get(20, TimeUnit.SECONDS))
                    .isEqualTo("served");
            assertThat(small.call(DEADLINE, () -> "again").get(20, TimeUnit.SECONDS))
                    .isEqualTo("again");
            assertThat(logged.texts()).hasSizeGreaterThan(0).allMatch(text -> text.contains("OutOfMemoryError"));
        }
    }

    /** Has no thread where it is told to. */
    private BlockingPool poor(AtomicBoolean noThread) {
        ExecutorService system = new ThreadPoolExecutor(
                0, 8, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, "mysafe-test") {
                    @Override
                    public void start() {
                        if (noThread.get()) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        super.start();
                    }
                });
        return new BlockingPool(scheduler, system, 4, 4);
    }

    @Test
    void whereAllThreadsHangAndNoOtherCanBeHadWhoWaitsIsTold() throws Exception {
        AtomicBoolean noThread = new AtomicBoolean();
        try (BlockingPool poor = poor(noThread)) {
            CompletableFuture<String> hanging = poor.call(DEADLINE, this::deaf);
            FaultRig.await("it has begun", () -> entered.get() == 1);
            passDeadline();
            assertThat(failure(hanging)).isInstanceOf(TimeoutException.class);
            noThread.set(true);
            assertThat(failure(poor.call(DEADLINE, () -> "never"))).isInstanceOf(OutOfMemoryError.class);
            release.countDown();
        }
    }

    @Test
    void whereNoThreadCanBeHadWhoWaitsIsTold() throws Exception {
        AtomicBoolean noThread = new AtomicBoolean(true);
        try (BlockingPool poor = poor(noThread)) {
            assertThat(failure(poor.call(DEADLINE, "vault", () -> "never"))).isInstanceOf(OutOfMemoryError.class);
            CompletableFuture<Void> after =
                    CompletableFuture.<Void>completedFuture(null).thenRunAsync(() -> {}, poor);
            assertThat(failure(after)).hasRootCauseInstanceOf(OutOfMemoryError.class);
            noThread.set(false);
            assertThat(poor.call(DEADLINE, "vault", () -> "served").get(20, TimeUnit.SECONDS))
                    .isEqualTo("served");
        }
    }
}
