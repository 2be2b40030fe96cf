package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
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

class TokenCacheTest {
    private final FakeScheduler scheduler = new FakeScheduler();
    private final TokenCache tokens = new TokenCache(scheduler);
    private final List<Request> requests = new ArrayList<>();

    /** A request for a token under way. */
    private static final class Request implements Runnable {
        private final Consumer<TokenCache.Fetched> end;
        private boolean aborted;

        Request(Consumer<TokenCache.Fetched> end) {
            this.end = end;
        }

        void grant(String body) {
            end.accept(response(200, body));
        }

        void refuse(int status) {
            end.accept(response(status, "{}"));
        }

        @Override
        public void run() {
            aborted = true;
        }
    }

    private static TokenCache.Fetched response(int status, String body) {
        RawResponse response = new RawResponse(status, body.getBytes(StandardCharsets.UTF_8), null, null);
        return new TokenCache.Fetched(TokenResponseReader.read(response), true);
    }

    private static final class Waiter implements TokenCache.Waiter {
        private final List<String> told = new ArrayList<>();
        private AccessToken token;

        @Override
        public synchronized void token(AccessToken given, boolean cached) {
            token = given;
            told.add(given.value() + (cached ? " cached" : ""));
        }

        @Override
        public synchronized void refused(Verdict verdict, boolean sent) {
            told.add(verdict.outcome().name());
        }
    }

    private Runnable fetch(Consumer<TokenCache.Fetched> end) {
        Request request = new Request(end);
        requests.add(request);
        return request;
    }

    private Waiter get(TokenCache.Key key) {
        Waiter waiter = new Waiter();
        tokens.get(key, this::fetch, waiter);
        return waiter;
    }

    private static TokenCache.Key key(String server, String credentialsId, String secret) {
        ServerSettings settings = Settings.of("https://" + server + ".example/").build();
        return TokenCache.Key.of(settings, new ClientCredentials(credentialsId, "client", secret));
    }

    private static final TokenCache.Key KEY = key("main", "key", "secret");

    private static String token(String value, String expiresIn) {
        String life = expiresIn == null ? "" : ",\"expires_in\":" + expiresIn;
        return "{\"access_token\":\"" + value + "\"" + life + "}";
    }

    private void assertUsedFor(Duration life) {
        scheduler.advance(life.minusNanos(1));
        assertThat(get(KEY).told).containsExactly("t1 cached");
        scheduler.advance(Duration.ofNanos(1));
        assertThat(get(KEY).told).isEmpty();
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
        Waiter waiter = get(KEY);
        requests.get(0).grant(token("t1", expiresIn));
        assertThat(waiter.told).containsExactly("t1");
        assertUsedFor(Duration.ofMillis(usableMillis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "-9223372036854775809", "\"0\"", "\"-5\"", "0.4", "1e-300000000", "-1e300000000"})
    void aTokenWithoutALifeIsUsedOnceAndNotCached(String expiresIn) {
        Waiter first = get(KEY);
        requests.get(0).grant(token("t1", expiresIn));
        assertThat(first.told).containsExactly("t1");
        Waiter second = get(KEY);
        assertThat(second.told).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void callersAtTheSameTimeShareOneRequest() {
        Waiter first = get(KEY);
        Waiter second = get(KEY);
        assertThat(requests).hasSize(1);
        requests.get(0).grant(token("t1", "60"));
        // Fetched for this very call: fresh for both.
        assertThat(first.told).containsExactly("t1");
        assertThat(second.told).containsExactly("t1");
    }

    @Test
    void tenThousandCallersAtExpiryMakeOneRequest() {
        get(KEY);
        requests.get(0).grant(token("t1", "60"));
        scheduler.advance(Duration.ofSeconds(60));
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiters.add(get(KEY));
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
            waiters.add(get(KEY));
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
        Waiter first = get(KEY);
        Waiter second = get(KEY);
        scheduler.advance(Duration.ofSeconds(30));
        requests.get(0).grant(token("t1", "20"));
        assertThat(first.told).containsExactly("t1");
        assertThat(second.told).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void whoGivesUpDoesNotTakeItFromTheOthers() {
        Waiter aborted = new Waiter();
        Runnable leave = tokens.get(KEY, this::fetch, aborted);
        Waiter other = get(KEY);
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
            leave.add(tokens.get(KEY, this::fetch, new Waiter()));
        }
        leave.get(1).run();
        leave.get(0).run();
        assertThat(requests.get(0).aborted).isFalse();
        leave.get(2).run();
        leave.get(2).run();
        assertThat(requests.get(0).aborted).isTrue();

        Waiter later = get(KEY);
        assertThat(requests).hasSize(2);
        // A response that came in spite of all is nobody's.
        requests.get(0).refuse(503);
        requests.get(1).grant(token("t2", "60"));
        assertThat(later.told).containsExactly("t2");
    }

    @Test
    void whoWaitsForTheSecondOfSeveralTokensWithoutALifeCanGiveUpToo() {
        get(KEY);
        Waiter aborted = new Waiter();
        Runnable leave = tokens.get(KEY, this::fetch, aborted);
        requests.get(0).grant(token("t1", "0"));
        assertThat(requests).hasSize(2);
        leave.run();
        assertThat(requests.get(1).aborted).isTrue();
        assertThat(aborted.told).isEmpty();
    }

    @Test
    void whoGivesUpWhenItHasItsTokenEndsNoRequest() {
        Runnable leave = tokens.get(KEY, this::fetch, new Waiter());
        requests.get(0).grant(token("t1", "60"));
        leave.run();
        assertThat(requests.get(0).aborted).isFalse();
    }

    @Test
    void aRequestThatIsAbandonedWhileItStartsIsAborted() {
        List<Runnable> leave = new ArrayList<>();
        // The second token is requested for who waits behind the first, and gives up before that request has come to
        // be.
        TokenCache.Fetch fetch = end -> {
            if (leave.size() == 2) {
                leave.get(1).run();
            }
            return fetch(end);
        };
        leave.add(tokens.get(KEY, fetch, new Waiter()));
        leave.add(tokens.get(KEY, fetch, new Waiter()));
        requests.get(0).grant(token("t1", "0"));
        assertThat(requests.get(0).aborted).isFalse();
        assertThat(requests.get(1).aborted).isTrue();
    }

    @Test
    void allAreToldWhenItIsRefused() {
        Waiter first = get(KEY);
        Waiter second = get(KEY);
        requests.get(0).refuse(401);
        assertThat(first.told).containsExactly("NOT_AUTHENTICATED");
        assertThat(second.told).containsExactly("NOT_AUTHENTICATED");
        get(KEY);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aRefusedTokenIsForgotten() {
        Waiter waiter = get(KEY);
        requests.get(0).grant(token("t1", "60"));
        tokens.invalidate(KEY, waiter.token);
        get(KEY);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aTokenThatCameSinceIsNotForgottenWithTheRefusedOne() {
        Waiter waiter = get(KEY);
        requests.get(0).grant(token("t1", "60"));
        tokens.invalidate(KEY, waiter.token);
        get(KEY);
        requests.get(1).grant(token("t2", "60"));
        // A slower call hears of the first token's refusal only now.
        tokens.invalidate(KEY, waiter.token);
        assertThat(get(KEY).told).containsExactly("t2 cached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"})
    void theTimeOfDayHasNoSay(String time) {
        get(KEY);
        requests.get(0).grant(token("t1", "100"));
        scheduler.setTimeOfDay(Instant.parse(time));
        assertUsedFor(Duration.ofSeconds(90));
    }

    @Test
    void nothingIsSharedBetweenServersTenantsCredentialsOrSecretsAndAllAreKept() {
        ClientCredentials credentials = new ClientCredentials("key", "client", "secret");
        Settings moved = Settings.of("https://main.example/").tokenUrl("https://elsewhere.example/token");
        List<TokenCache.Key> keys = List.of(
                KEY,
                key("other", "key", "secret"),
                key("main", "other", "secret"),
                key("main", "key", "another secret"),
                TokenCache.Key.of(moved.build(), credentials),
                TokenCache.Key.of(
                        Settings.of("https://main.example/").tenant("acme").build(), credentials));
        for (int i = 0; i < keys.size(); i++) {
            assertThat(get(keys.get(i)).told).isEmpty();
            requests.get(i).grant(token("t" + i, "600"));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(get(keys.get(i)).told).containsExactly("t" + i + " cached");
        }
        ServerSettings renamed =
                Settings.of("https://main.example/").name("renamed").build();
        assertThat(get(TokenCache.Key.of(renamed, credentials)).told)
                .as("by what is asked")
                .containsExactly("t0 cached");
    }

    @Test
    void holdsSoManyTokensAndForgetsThoseThatWereNotUsedForLongest() {
        for (int i = 0; i <= TokenCache.MOST_TOKENS; i++) {
            get(key("main", "key", "secret " + i));
            requests.get(i).grant(token("t" + i, "600"));
            get(key("main", "key", "secret 0"));
        }
        assertThat(get(key("main", "key", "secret 0")).told).containsExactly("t0 cached");
        assertThat(get(key("main", "key", "secret 2")).told).containsExactly("t2 cached");
        assertThat(get(key("main", "key", "secret 1")).told).isEmpty();
    }

    @Test
    void showsNeitherTokenNorSecretAsText() {
        Waiter waiter = get(KEY);
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
                            TokenCache.Key key = key("server" + round, "key", "secret");
                            barrier.await(20, TimeUnit.SECONDS);
                            Waiter waiter = new Waiter();
                            Runnable leave = tokens.get(
                                    key,
                                    end -> {
                                        int number = fetched.incrementAndGet();
                                        pool.execute(() -> end.accept(response(200, token("t" + number, "600"))));
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
