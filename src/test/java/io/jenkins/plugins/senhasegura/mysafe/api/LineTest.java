package io.jenkins.plugins.senhasegura.mysafe.api;

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

class LineTest {
    private final List<Integer> admitted = new ArrayList<>();

    private final class Entrant extends Line.Entrant {
        private final int number;

        Entrant(int number) {
            this.number = number;
        }

        @Override
        void admitted() {
            admitted.add(number);
        }
    }

    private List<Entrant> enter(Line line, int width, int from, int to) {
        List<Entrant> entrants = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            Entrant entrant = new Entrant(i);
            entrants.add(entrant);
            line.enter(entrant, width, false);
        }
        return entrants;
    }

    @Test
    void admitsAtOnceWhereThereIsRoom() {
        Line line = new Line(2);
        assertThat(line.enter(new Entrant(1), 2, false)).isEqualTo(-1);
        assertThat(line.enter(new Entrant(2), 2, false)).isEqualTo(-1);
        assertThat(admitted).containsExactly(1, 2);
    }

    @Test
    void saysHowManyWaitBefore() {
        Line line = new Line(1);
        enter(line, 1, 1, 1);
        assertThat(line.enter(new Entrant(2), 1, false)).isZero();
        assertThat(line.enter(new Entrant(3), 1, false)).isOne();
        assertThat(admitted).containsExactly(1);
    }

    @Test
    void admitsInTheOrderOfArrival() {
        Line line = new Line(2);
        enter(line, 2, 1, 6);
        line.leave();
        line.leave();
        line.leave();
        assertThat(admitted).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void passesOverWhoGaveUp() {
        Line line = new Line(1);
        List<Entrant> entrants = enter(line, 1, 1, 5);
        assertThat(line.giveUp(entrants.get(1))).isTrue();
        assertThat(line.giveUp(entrants.get(3))).isTrue();
        assertThat(line.giveUp(entrants.get(3))).isFalse();
        line.leave();
        line.leave();
        line.leave();
        assertThat(admitted).containsExactly(1, 3, 5);
        assertThat(line.enter(new Entrant(6), 1, false)).isEqualTo(-1);
    }

    @Test
    void whoWasInsideBeforeGoesFirstInOrder() {
        Line line = new Line(1);
        enter(line, 1, 1, 3);
        Entrant givesUp = new Entrant(12);
        assertThat(line.enter(new Entrant(11), 1, true)).isZero();
        assertThat(line.enter(givesUp, 1, true)).isOne();
        assertThat(line.enter(new Entrant(13), 1, true)).isEqualTo(2);
        assertThat(line.enter(new Entrant(4), 1, false)).isEqualTo(5);
        line.giveUp(givesUp);
        for (int i = 0; i < 5; i++) {
            line.leave();
        }
        assertThat(admitted).containsExactly(1, 11, 13, 2, 3, 4);
    }

    @Test
    void whoIsInsideCannotGiveUp() {
        Line line = new Line(1);
        Entrant inside = enter(line, 1, 1, 1).get(0);
        assertThat(line.giveUp(inside)).isFalse();
        assertThat(line.enter(new Entrant(2), 1, false)).isZero();
    }

    @Test
    void isEmptyWhenAllGaveUp() {
        Line line = new Line(1);
        List<Entrant> entrants = enter(line, 1, 1, 1000);
        entrants.subList(1, 1000).forEach(line::giveUp);
        line.leave();
        assertThat(admitted).containsExactly(1);
        assertThat(line.enter(new Entrant(2000), 1, false)).isEqualTo(-1);
    }

    @Test
    void aWidenedLineAdmitsAsManyAsFitAtTheNextChance() {
        Line line = new Line(1);
        enter(line, 1, 1, 5);
        enter(line, 4, 6, 6);
        line.leave();
        assertThat(admitted).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aNarrowedLineLetsNobodyInUntilEnoughHaveLeft() {
        Line line = new Line(3);
        enter(line, 3, 1, 4);
        enter(line, 1, 5, 5);
        line.leave();
        line.leave();
        assertThat(admitted).containsExactly(1, 2, 3);
        line.leave();
        assertThat(admitted).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aHundredThousandThatEndAtOnceAreNoDeepStack() {
        Line line = new Line(1);
        AtomicInteger count = new AtomicInteger();
        enter(line, 1, 1, 1);
        for (int i = 0; i < 100_000; i++) {
            line.enter(
                    new Line.Entrant() {
                        @Override
                        void admitted() {
                            count.incrementAndGet();
                            line.leave();
                        }
                    },
                    1,
                    false);
        }
        line.leave();
        assertThat(count).hasValue(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverHoldsMoreThanItsWidthAndLosesNobodyWhenThreadsRace(long seed) throws Exception {
        int width = 5;
        int threads = 8;
        int each = 2000;
        Line line = new Line(width);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
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
                            Line.Entrant entrant = new Line.Entrant() {
                                @Override
                                void admitted() {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    Runnable leave = () -> {
                                        inside.decrementAndGet();
                                        line.leave();
                                        done.countDown();
                                    };
                                    if (hop) {
                                        pool.execute(leave);
                                    } else {
                                        leave.run();
                                    }
                                }
                            };
                            line.enter(entrant, width, false);
                            if (random.nextInt(4) == 0 && line.giveUp(entrant)) {
                                gone.incrementAndGet();
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
        assertThat(most.get()).isBetween(1, width);
        assertThat(inside).hasValue(0);
        assertThat(line.enter(new Entrant(1), width, false)).isEqualTo(-1);
    }
}
