package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.testing.FakeScheduler;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final Tokens tokens = new Tokens(scheduler);
    private final List<Request> requests = new ArrayList<>();

    /** A request for a token under way. */
    private static final class Request implements Runnable {
        private final Consumer<TokenAnswerReader.TokenAnswer> end;
        private boolean aborted;

        Request(Consumer<TokenAnswerReader.TokenAnswer> end) {
            this.end = end;
        }

        void grant(String body) {
            end.accept(answer(200, body));
        }

        void refuse(int status) {
            end.accept(answer(status, "{}"));
        }

        @Override
        public void run() {
            aborted = true;
        }
    }

    private static TokenAnswerReader.TokenAnswer answer(int status, String body) {
        return TokenAnswerReader.read(new RawAnswer(status, body.getBytes(StandardCharsets.UTF_8), null, null));
    }

    private static final class Waiter implements Tokens.Waiter {
        private final List<String> told = new ArrayList<>();
        private AccessToken token;

        @Override
        public synchronized void token(AccessToken given, boolean cached) {
            token = given;
            told.add(given.value() + (cached ? " cached" : ""));
        }

        @Override
        public synchronized void refused(Verdict verdict) {
            told.add(verdict.outcome().name());
        }
    }

    private Runnable fetch(Consumer<TokenAnswerReader.TokenAnswer> end) {
        Request request = new Request(end);
        requests.add(request);
        return request;
    }

    private Waiter obtain(Tokens.Key key) {
        Waiter waiter = new Waiter();
        tokens.obtain(key, this::fetch, waiter);
        return waiter;
    }

    private static Tokens.Key key(String server, String credentialsId, String secret) {
        ServerSettings settings =
                Settings.of("https://vault.example/").name(server).build();
        return Tokens.Key.of(settings, new ClientCredentials(credentialsId, "client", secret));
    }

    private static final Tokens.Key KEY = key("main", "key", "secret");

    private static String token(String value, String expiresIn) {
        String life = expiresIn == null ? "" : ",\"expires_in\":" + expiresIn;
        return "{\"access_token\":\"" + value + "\"" + life + "}";
    }

    private void assertUsedFor(Duration life) {
        scheduler.advance(life.minusNanos(1));
        assertThat(obtain(KEY).told).containsExactly("t1 cached");
        scheduler.advance(Duration.ofNanos(1));
        assertThat(obtain(KEY).told).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        // At most thirty seconds early, and no more than a tenth of its life.
        "3600, 3570000",
        "300, 270000",
        "100, 90000",
        "10, 9000",
        "1, 900",
        "'\"3600\"', 3570000",
        "'\" 60 \"', 54000",
        "1.5e2, 135000",
        // Absent or odd: five minutes.
        ", 270000",
        "null, 270000",
        "true, 270000",
        "'\"\"', 270000",
        "'\"soon\"', 270000",
        "[3600], 270000",
        "{}, 270000",
        // Huge: a day.
        "86400, 86370000",
        "86401, 86370000",
        "9223372036854775807, 86370000",
        "99999999999999999999999999999999999999, 86370000",
        "1e300000000, 86370000",
        "'\"9e99\"', 86370000"
    })
    void isCachedUntilItsLifeIsOverLessAMargin(String expiresIn, long usableMillis) {
        Waiter waiter = obtain(KEY);
        requests.get(0).grant(token("t1", expiresIn));
        assertThat(waiter.told).containsExactly("t1");
        assertUsedFor(Duration.ofMillis(usableMillis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "-9223372036854775809", "\"0\"", "\"-5\"", "0.4", "1e-300000000", "-1e300000000"})
    void aTokenWithoutALifeIsUsedOnceAndNotCached(String expiresIn) {
        Waiter first = obtain(KEY);
        requests.get(0).grant(token("t1", expiresIn));
        assertThat(first.told).containsExactly("t1");
        Waiter second = obtain(KEY);
        assertThat(second.told).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void callersAtTheSameTimeShareOneRequest() {
        Waiter first = obtain(KEY);
        Waiter second = obtain(KEY);
        assertThat(requests).hasSize(1);
        requests.get(0).grant(token("t1", "60"));
        // Fetched for this very call: fresh for both.
        assertThat(first.told).containsExactly("t1");
        assertThat(second.told).containsExactly("t1");
    }

    @Test
    void tenThousandCallersAtExpiryMakeOneRequest() {
        obtain(KEY);
        requests.get(0).grant(token("t1", "60"));
        scheduler.advance(Duration.ofSeconds(60));
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiters.add(obtain(KEY));
        }
        assertThat(requests).hasSize(2);
        requests.get(1).grant(token("t2", "60"));
        assertThat(waiters).allSatisfy(waiter -> assertThat(waiter.told).containsExactly("t2"));
        assertThat(requests).hasSize(2);
    }

    @Test
    void callersWhoWaitForATokenWithoutALifeEachGetTheirOwn() {
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(obtain(KEY));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(requests).hasSize(i + 1);
            requests.get(i).grant(token("t" + i, "0"));
        }
        assertThat(requests).hasSize(5);
        assertThat(waiters.stream().flatMap(waiter -> waiter.told.stream()))
                .containsExactly("t0", "t1", "t2", "t3", "t4");
    }

    @Test
    void aTokenThatArrivesTooLateForItsLifeIsUsedOnce() {
        Waiter first = obtain(KEY);
        Waiter second = obtain(KEY);
        scheduler.advance(Duration.ofSeconds(30));
        requests.get(0).grant(token("t1", "20"));
        assertThat(first.told).containsExactly("t1");
        assertThat(second.told).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void whoGivesUpDoesNotTakeItFromTheOthers() {
        Waiter aborted = new Waiter();
        Runnable leave = tokens.obtain(KEY, this::fetch, aborted);
        Waiter other = obtain(KEY);
        leave.run();
        assertThat(requests.get(0).aborted).isFalse();
        requests.get(0).grant(token("t1", "60"));
        assertThat(aborted.told).isEmpty();
        assertThat(other.told).containsExactly("t1");
    }

    @Test
    void theRequestEndsWhenAllGaveUp() {
        List<Runnable> leave = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            leave.add(tokens.obtain(KEY, this::fetch, new Waiter()));
        }
        leave.get(1).run();
        leave.get(0).run();
        assertThat(requests.get(0).aborted).isFalse();
        leave.get(2).run();
        leave.get(2).run();
        assertThat(requests.get(0).aborted).isTrue();

        Waiter later = obtain(KEY);
        assertThat(requests).hasSize(2);
        // An answer that came in spite of all is nobody's.
        requests.get(0).refuse(503);
        requests.get(1).grant(token("t2", "60"));
        assertThat(later.told).containsExactly("t2");
    }

    @Test
    void whoWaitsForTheSecondOfSeveralTokensWithoutALifeCanGiveUpToo() {
        obtain(KEY);
        Waiter aborted = new Waiter();
        Runnable leave = tokens.obtain(KEY, this::fetch, aborted);
        requests.get(0).grant(token("t1", "0"));
        assertThat(requests).hasSize(2);
        leave.run();
        assertThat(requests.get(1).aborted).isTrue();
        assertThat(aborted.told).isEmpty();
    }

    @Test
    void aRequestThatIsAbandonedWhileItStartsIsAborted() {
        Waiter waiter = new Waiter();
        List<Request> started = new ArrayList<>();
        Runnable[] leave = new Runnable[1];
        // The second caller joins and all leave before the first one's request has come to be.
        Tokens.Fetch fetch = end -> {
            leave[0] = tokens.obtain(KEY, this::fetch, waiter);
            started.add(new Request(end));
            return started.get(0);
        };
        Waiter first = new Waiter();
        Runnable leaveFirst = tokens.obtain(KEY, fetch, first);
        leave[0].run();
        leaveFirst.run();
        assertThat(started.get(0).aborted).isTrue();
    }

    @Test
    void allAreToldWhenItIsRefused() {
        Waiter first = obtain(KEY);
        Waiter second = obtain(KEY);
        requests.get(0).refuse(401);
        assertThat(first.told).containsExactly("NOT_AUTHENTICATED");
        assertThat(second.told).containsExactly("NOT_AUTHENTICATED");
        obtain(KEY);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aRefusedTokenIsForgotten() {
        Waiter waiter = obtain(KEY);
        requests.get(0).grant(token("t1", "60"));
        tokens.drop(KEY, waiter.token);
        obtain(KEY);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aTokenThatCameSinceIsNotForgottenWithTheRefusedOne() {
        Waiter waiter = obtain(KEY);
        requests.get(0).grant(token("t1", "60"));
        tokens.drop(KEY, waiter.token);
        obtain(KEY);
        requests.get(1).grant(token("t2", "60"));
        // A slower call hears of the first token's refusal only now.
        tokens.drop(KEY, waiter.token);
        assertThat(obtain(KEY).told).containsExactly("t2 cached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"})
    void theTimeOfDayHasNoSay(String time) {
        obtain(KEY);
        requests.get(0).grant(token("t1", "100"));
        scheduler.setTimeOfDay(Instant.parse(time));
        assertUsedFor(Duration.ofSeconds(90));
    }

    @Test
    void aRotatedSecretGetsATokenOfItsOwnAndTheOldOneGoes() {
        obtain(KEY);
        requests.get(0).grant(token("t1", "600"));
        Tokens.Key rotated = key("main", "key", "another secret");
        Waiter waiter = obtain(rotated);
        assertThat(requests).hasSize(2);
        requests.get(1).grant(token("t2", "600"));
        assertThat(waiter.told).containsExactly("t2");
        assertThat(obtain(rotated).told).containsExactly("t2 cached");
        assertThat(obtain(KEY).told).isEmpty();
        assertThat(requests).hasSize(3);
    }

    @Test
    void nothingIsSharedBetweenServersOrCredentials() {
        obtain(KEY);
        requests.get(0).grant(token("t1", "600"));
        assertThat(obtain(key("other", "key", "secret")).told).isEmpty();
        assertThat(obtain(key("main", "other", "secret")).told).isEmpty();
        ServerSettings moved = Settings.of("https://vault.example/")
                .name("main")
                .tokenUrl("https://elsewhere.example/token")
                .build();
        assertThat(obtain(Tokens.Key.of(moved, new ClientCredentials("key", "client", "secret"))).told)
                .isEmpty();
        assertThat(requests).hasSize(4);
        assertThat(obtain(KEY).told).containsExactly("t1 cached");
    }

    @Test
    void showsNeitherTokenNorSecretAsText() {
        Waiter waiter = obtain(KEY);
        requests.get(0).grant(token("t1-is-secret", "600"));
        assertThat(waiter.token.toString()).doesNotContain("t1-is-secret");
        assertThat(KEY.toString()).doesNotContain("secret,").doesNotContain("\"secret\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void racingCallersAreEachToldOnceAndShareOneRequest(long seed) throws Exception {
        int threads = 8;
        int rounds = 200;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier barrier = new CyclicBarrier(threads);
        AtomicInteger fetched = new AtomicInteger();
        ConcurrentLinkedQueue<Waiter> told = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Waiter> left = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(threads);
        try {
            for (int t = 0; t < threads; t++) {
                Random random = new Random(seed * 100 + t);
                pool.execute(() -> {
                    try {
                        for (int round = 0; round < rounds; round++) {
                            Tokens.Key key = key("server " + round, "key", "secret");
                            barrier.await(20, TimeUnit.SECONDS);
                            Waiter waiter = new Waiter();
                            Runnable leave = tokens.obtain(
                                    key,
                                    end -> {
                                        int number = fetched.incrementAndGet();
                                        pool.execute(() -> end.accept(answer(200, token("t" + number, "600"))));
                                        return () -> {};
                                    },
                                    waiter);
                            if (random.nextInt(8) == 0) {
                                leave.run();
                                left.add(waiter);
                            } else {
                                told.add(waiter);
                            }
                        }
                    } catch (Throwable failure) {
                        thrown.add(failure);
                    } finally {
                        done.countDown();
                    }
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            pool.shutdown();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
        assertThat(thrown).isEmpty();
        assertThat(told).allSatisfy(waiter -> assertThat(waiter.told).hasSize(1));
        assertThat(left).allSatisfy(waiter -> assertThat(waiter.told).hasSizeLessThanOrEqualTo(1));
        // One each round, and one more where all who had asked gave up before the next came.
        assertThat(fetched.get()).isBetween(rounds, rounds + left.size());
    }
}
