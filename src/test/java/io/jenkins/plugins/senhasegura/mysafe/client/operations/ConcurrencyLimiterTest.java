package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimiterTest {
    private final List<String> permitted = new ArrayList<>();

    private record Waiter(String build, Runnable turn) implements ConcurrencyLimiter.Waiter {
        @Override
        public void permitted() {
            turn.run();
        }
    }

    /** Of what ends an access window. */
    private record Closing(String build) implements ConcurrencyLimiter.Waiter {
        @Override
        public boolean isClosing() {
            return true;
        }

        @Override
        public void permitted() {
            // Keeps its permit.
        }
    }

    private Waiter waiter(String name) {
        return new Waiter(name.substring(0, 1), () -> permitted.add(name));
    }

    /** The first letter of a name is its build. */
    private void acquire(ConcurrencyLimiter line, int permits, String... names) {
        for (String name : names) {
            line.acquire(waiter(name), permits, false);
        }
    }

    private static void release(ConcurrencyLimiter line, int times) {
        for (int i = 0; i < times; i++) {
            line.release();
        }
    }

    @Test
    void servesInOrderAndSaysHowManyGoBefore() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(2);
        assertThat(line.acquire(waiter("a1"), 2, false)).isEqualTo(-1);
        assertThat(line.acquire(waiter("a2"), 2, false)).isEqualTo(-1);
        assertThat(line.acquire(waiter("a3"), 2, false)).isZero();
        assertThat(line.acquire(waiter("a4"), 2, false)).isOne();
        assertThat(permitted).containsExactly("a1", "a2");
        release(line, 2);
        assertThat(permitted).containsExactly("a1", "a2", "a3", "a4");
        release(line, 1);
        assertThat(line.isIdle()).isFalse();
        release(line, 1);
        assertThat(line.isIdle()).isTrue();
    }

    @Test
    void servesBuildsInTurn() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        acquire(line, 1, "a1", "a2", "a3", "a4", "b1", "b2");
        assertThat(line.acquire(waiter("c1"), 1, false)).as("one of each").isEqualTo(2);
        assertThat(line.acquire(waiter("a5"), 1, false)).isEqualTo(3 + 2 + 1);
        release(line, 7);
        assertThat(permitted).containsExactly("a1", "a2", "b1", "c1", "a3", "b2", "a4", "a5");
    }

    @Test
    void allClosingsInLineGoBeforeWhatIsNone() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        acquire(line, 1, "a1");
        assertThat(line.acquire(new Closing("a"), 1, false))
                .as("has a place of its own")
                .isEqualTo(-1);
        assertThat(line.acquire(new Closing("a"), 1, false)).isZero();
        assertThat(line.acquire(new Closing("b"), 1, false)).isOne();
        assertThat(line.acquire(waiter("a2"), 1, false)).isEqualTo(2);
    }

    @Test
    void whoHadAPermitGoesBeforeTheFirstTriesOfItsOwnBuildAlone() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        acquire(line, 1, "x", "b1", "a1", "a2");
        assertThat(line.acquire(waiter("a-again"), 1, true)).isOne();
        release(line, 4);
        assertThat(permitted).containsExactly("x", "b1", "a-again", "a1", "a2");
    }

    @Test
    void whoGivesUpIsPassedOver() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        Waiter first = waiter("a1");
        Waiter gone = waiter("a2");
        line.acquire(first, 1, false);
        line.acquire(gone, 1, false);
        acquire(line, 1, "b1");
        assertThat(line.cancel(gone)).isTrue();
        assertThat(line.cancel(gone)).isFalse();
        assertThat(line.cancel(first)).as("has its permit").isFalse();
        release(line, 2);
        assertThat(permitted).containsExactly("a1", "b1");
        assertThat(line.isIdle()).isTrue();
    }

    @Test
    void morePermitsServeAsManyAsThereAreAtTheNextChance() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        acquire(line, 1, "a1", "a2", "a3", "a4", "a5");
        acquire(line, 4, "a6");
        line.release();
        assertThat(permitted).containsExactly("a1", "a2", "a3", "a4", "a5");
    }

    @Test
    void fewerPermitsServeNobodyUntilEnoughAreBack() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(3);
        acquire(line, 3, "a1", "a2", "a3", "a4");
        acquire(line, 1, "a5");
        release(line, 2);
        assertThat(permitted).hasSize(3);
        line.release();
        assertThat(permitted).endsWith("a4").hasSize(4);
    }

    @Test
    void whateverOneThrowsThePermitIsTheNextOnes() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        Waiter broken = new Waiter("a", () -> {
            throw new OutOfMemoryError("a test");
        });
        line.acquire(broken, 1, false);
        assertThat(line.isIdle()).isTrue();
        acquire(line, 1, "a1");
        line.acquire(broken, 1, false);
        acquire(line, 1, "a2");
        release(line, 2);
        acquire(line, 1, "a3");
        assertThat(permitted).containsExactly("a1", "a2", "a3");
    }

    @Test
    void aHundredThousandThatEndAtOnceAreNoDeepStack() {
        ConcurrencyLimiter line = new ConcurrencyLimiter(1);
        AtomicInteger count = new AtomicInteger();
        acquire(line, 1, "a1");
        for (int i = 0; i < 100_000; i++) {
            String build = "build " + i % 100;
            Runnable turn = () -> {
                count.incrementAndGet();
                line.release();
            };
            line.acquire(new Waiter(build, turn), 1, false);
        }
        line.release();
        assertThat(count).hasValue(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverHasMoreThanItsPermitsUnderWayAndLosesNobodyWhenThreadsRace(long seed) throws Exception {
        int permits = 5;
        int threads = 8;
        int each = 2000;
        ConcurrencyLimiter line = new ConcurrencyLimiter(permits);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads * each);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        try {
            for (int t = 0; t < threads; t++) {
                Random random = new Random(seed * 1000 + t);
                pool.execute(() -> {
                    try {
                        for (int i = 0; i < each; i++) {
                            boolean hop = random.nextBoolean();
                            Waiter waiter = new Waiter("build " + random.nextInt(4), () -> {
                                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                                Runnable leave = () -> {
                                    underWay.decrementAndGet();
                                    line.release();
                                    done.countDown();
                                };
                                if (hop) {
                                    pool.execute(leave);
                                } else {
                                    leave.run();
                                }
                            });
                            line.acquire(waiter, permits, random.nextBoolean());
                            if (random.nextInt(4) == 0 && line.cancel(waiter)) {
                                done.countDown();
                            }
                        }
                    } catch (Throwable failure) {
                        thrown.add(failure);
                    }
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
        assertThat(thrown).isEmpty();
        assertThat(most.get()).isBetween(1, permits);
        assertThat(line.isIdle()).isTrue();
    }
}
