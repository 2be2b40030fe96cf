package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static io.jenkins.plugins.senhasegura.mysafe.client.operations.CallFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts, budget, tokens and stopping of one call, with exact times. */
class CallTest {
    private static final Duration TOTAL = Duration.ofSeconds(120);

    private final CallFixture calls = new CallFixture();

    @AfterEach
    void nothingIsLeftBehind() {
        calls.close();
        calls.scheduler.runDue();
        assertThat(calls.scheduler.pending()).as("timers left").isZero();
        assertThat(calls.sent.stream().filter(request -> request.aborted).map(request -> request.path))
                .as("requests that were ended early")
                .hasSize(expectedAborts);
    }

    private int expectedAborts;

    /** Starts a call and grants its token. */
    private Call started() {
        Call call = calls.start();
        calls.last().grant("t1");
        return call;
    }

    private void advance(long millis) {
        calls.scheduler.advance(Duration.ofMillis(millis));
    }

    private void assertEnd(Call call, Outcome outcome, int attempts) {
        OperationResult activation = end(call);
        assertThat(activation).isNotNull();
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(outcome);
        assertThat(activation.attempts()).as("attempts").isEqualTo(attempts);
    }

    private void assertLastRequestActivates(Call call, int attempts) {
        calls.last().activated();
        assertEnd(call, Outcome.ACTIVATED, attempts);
    }

    @Test
    void oneRequestIsOneAttempt() {
        Call call = started();
        assertLastRequestActivates(call, 1);
        assertThat(calls.sent).hasSize(2);
        assertThat(calls.last().authorization).isEqualTo("Bearer t1");
        assertThat(calls.log).isEmpty();
    }

    @Test
    void waitsLongerBeforeEachFurtherAttemptAndSaysSo() {
        calls.limits(4, 64, TOTAL, false);
        Call call = started();
        calls.last().response(500);
        advance(499);
        assertThat(calls.toApi()).hasSize(1);
        advance(1);
        assertThat(calls.toApi()).hasSize(2);
        calls.last().unreachable();
        advance(999);
        assertThat(calls.toApi()).hasSize(2);
        advance(1);
        assertThat(calls.toApi()).hasSize(3);
        calls.last().response(504);
        advance(2000);
        calls.last().activated();

        assertEnd(call, Outcome.ACTIVATED, 4);
        assertThat(calls.toTokenEndpoint()).hasSize(1);
        assertThat(calls.log)
                .containsExactly(
                        "senhasegura: attempt 1 of 4 failed (SERVER_ERROR, HTTP 500, API call, \"status 500\");"
                                + " trying again in 0.5 s.",
                        "senhasegura: attempt 2 of 4 failed (UNREACHABLE, API call, \"vault.example refused the connection.\");"
                                + " trying again in 1.0 s.",
                        "senhasegura: attempt 3 of 4 failed (UPSTREAM_TIMEOUT, HTTP 504, API call, \"status 504\");"
                                + " trying again in 2.0 s.");
        assertThat(end(call).durationMillis()).isEqualTo(3500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void endsAfterItsAttempts(int attempts) {
        calls.limits(attempts, 64, TOTAL, false);
        Call call = started();
        for (int i = 1; i <= attempts; i++) {
            assertThat(end(call)).isNull();
            calls.last().response(503);
            advance(10_000);
        }
        assertEnd(call, Outcome.UNAVAILABLE, attempts);
        assertThat(calls.toApi()).hasSize(attempts);
        assertThat(calls.log).hasSize(attempts - 1);
    }

    @ParameterizedTest
    @CsvSource({"400,BAD_REQUEST", "403,ACCESS_DENIED", "200,UNEXPECTED_RESPONSE", "302,UNEXPECTED_RESPONSE"})
    void whatAPersonMustMendIsNotTriedAgain(int status, Outcome outcome) {
        Call call = started();
        calls.last().response(status);
        assertEnd(call, outcome, 1);
        assertThat(calls.log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7000",
        "503, 7, 7000",
        "429, 'Mon, 24 Aug 2026 10:00:12 GMT', 12000",
        "429, 30, 30000",
        "503, 119, 119000",
        // Nothing that could be waited for: the usual back-off.
        "429, 0, 500",
        "503, -5, 500",
        "429, soon, 500",
        "503, 'Mon, 24 Aug 2026 09:00:00 GMT', 500",
        // Counts on these two alone.
        "500, 7, 500",
        "502, 7, 500",
        "504, 7, 500"
    })
    void waitsAsLongAsTheServerAsks(int status, String retryAfter, long millis) {
        Call call = started();
        calls.last().response(status, "{\"message\":\"later\"}", retryAfter);
        advance(millis - 1);
        assertThat(calls.toApi()).hasSize(1);
        advance(1);
        assertThat(calls.toApi()).hasSize(2);
        assertLastRequestActivates(call, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 107, 107.0 s",
        "503, 900, 900.0 s",
        "429, 'Mon, 24 Aug 2026 11:00:13 GMT', 3600.0 s",
        "503, 99999999999999999999, 31536000.0 s"
    })
    void endsAtOnceAndSaysHowLongTheServerWantsWhereThatIsMoreTimeThanIsLeft(int status, String asks, String said) {
        Call call = started();
        advance(13_000);
        calls.last().response(status, "{\"message\":\"later\"}", asks);
        assertEnd(call, ApiResponseReader.byStatus(status), 1);
        assertThat(end(call).durationMillis()).isEqualTo(13_000);
        assertThat(calls.log)
                .containsExactly(
                        "senhasegura: no further attempt: the server asks to wait " + said + ", and 107.0 s are left.");
    }

    @Test
    void endsAtOnceWhereTheBackOffIsLongerThanTheTimeThatIsLeft() {
        calls.limits(3, 64, Duration.ofSeconds(20), false);
        Call call = started();
        advance(19_500);
        calls.last().response(500);
        assertEnd(call, Outcome.SERVER_ERROR, 1);
        assertThat(calls.log)
                .containsExactly(
                        "senhasegura: no further attempt: it would have to wait 0.5 s, and 0.5 s of the time for"
                                + " this step are left.");
    }

    @Test
    void triesAgainWhenTheServerAsksForLessTimeThanIsLeft() {
        calls.limits(3, 64, Duration.ofSeconds(20), false);
        Call call = started();
        advance(12_999);
        calls.last().response(429, "{\"message\":\"later\"}", "7");
        assertThat(end(call)).isNull();
        advance(7_000);
        assertThat(calls.toApi()).hasSize(2);
        assertLastRequestActivates(call, 2);
    }

    @Test
    void aSlowCallEndsWithTheBudgetOfAllAttempts() {
        Call call = started();
        CallFixture.Sent request = calls.last();
        advance(TOTAL.toMillis() - 1);
        assertThat(end(call)).isNull();
        advance(1);
        assertEnd(call, Outcome.UNREACHABLE, 1);
        assertThat(end(call).message()).isEqualTo("no response within the 120 s that all attempts together may take.");
        assertThat(end(call).durationMillis()).isEqualTo(120_000);
        assertThat(request.aborted).isTrue();
        expectedAborts = 1;
        // What comes too late changes nothing.
        request.activated();
        assertEnd(call, Outcome.UNREACHABLE, 1);
    }

    @Test
    void theBudgetCoversAllAttemptsAndTheWaitsBetween() {
        calls.limits(10, 64, Duration.ofSeconds(60), false);
        Call call = started();
        advance(20_000);
        calls.last().response(500);
        advance(500);
        advance(20_000);
        calls.last().response(500);
        advance(1_000);
        advance(18_500 - 1);
        assertThat(end(call)).isNull();
        advance(1);
        assertEnd(call, Outcome.UNREACHABLE, 3);
        assertThat(end(call).durationMillis()).isEqualTo(60_000);
        expectedAborts = 1;
    }

    @Test
    void theBudgetCoversTheTokenToo() {
        Call call = calls.start();
        CallFixture.Sent request = calls.last();
        advance(TOTAL.toMillis());
        assertEnd(call, Outcome.UNREACHABLE, 1);
        assertThat(request.isForToken()).isTrue();
        assertThat(request.aborted).isTrue();
        expectedAborts = 1;
    }

    @Test
    void timeInLineDoesNotCount() {
        calls.limits(3, 1, Duration.ofSeconds(3600), false);
        Call first = started();
        calls.limits(3, 1, TOTAL, false);
        Call second = calls.start();
        advance(Duration.ofMinutes(30).toMillis());
        assertThat(end(second)).isNull();
        assertLastRequestActivates(first, 1);
        advance(TOTAL.toMillis() - 1);
        assertLastRequestActivates(second, 1);
        assertThat(end(second).durationMillis())
                .isGreaterThan(Duration.ofMinutes(30).toMillis());
    }

    @Test
    void timeInLineForAFurtherAttemptDoesNotCountEither() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        calls.limits(3, 1, Duration.ofSeconds(3600), false);
        Call second = calls.start();
        calls.last().response(500);
        advance(Duration.ofMinutes(30).toMillis());
        assertThat(end(first)).isNull();
        assertLastRequestActivates(second, 1);
        assertLastRequestActivates(first, 2);
    }

    /** No decision outlives a change of rules. */
    @Test
    void whoMayNoMoreSendsNothingWhenItsTurnComes() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        calls.refusal = Verdict.withoutResponse(Outcome.NOT_PERMITTED, "no more");
        Call third = calls.start();
        assertLastRequestActivates(first, 1);
        assertEnd(second, Outcome.NOT_PERMITTED, 0);
        assertEnd(third, Outcome.NOT_PERMITTED, 0);
        assertThat(end(second).message()).isEqualTo("no more");
        assertThat(calls.toApi()).hasSize(1);

        calls.refusal = null;
        assertLastRequestActivates(calls.start(), 1);
    }

    @Test
    void whoMayNoMoreIsNotTriedAgain() {
        calls.limits(3, 1, TOTAL, true);
        Call call = started();
        calls.last().hangUp();
        calls.refusal = Verdict.withoutResponse(Outcome.NOT_PERMITTED, "no more");
        advance(500);
        assertEnd(call, Outcome.NOT_PERMITTED, 1);
        assertThat(end(call).details().inDoubt()).isTrue();
        assertThat(calls.toApi()).hasSize(1);
    }

    @Test
    void saysOnceThatItWaitsInLine() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        Call third = calls.start();
        assertThat(calls.log)
                .containsExactly(
                        "senhasegura: all 1 connections to server \"main\" are in use; waiting for a connection: 0"
                                + " ahead of this one.",
                        "senhasegura: all 1 connections to server \"main\" are in use; waiting for a connection: 1"
                                + " ahead of this one.");
        calls.log.clear();
        calls.last().activated();
        // The second one fails, and has to wait for the third before it tries again.
        calls.last().response(500);
        advance(500);
        calls.last().activated();
        assertLastRequestActivates(first, 1);
        assertEnd(second, Outcome.ACTIVATED, 2);
        assertEnd(third, Outcome.ACTIVATED, 1);
        assertThat(calls.log).hasSize(1).first().asString().contains("trying again in 0.5 s");
    }

    @Test
    void holdsNoConnectionBetweenAttempts() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        calls.last().response(500);
        assertLastRequestActivates(second, 1);
        advance(500);
        assertLastRequestActivates(first, 2);
    }

    @Test
    void aCachedTokenIsUsedAgain() {
        started();
        calls.last().activated();
        Call second = calls.start();
        assertLastRequestActivates(second, 1);
        assertThat(calls.toTokenEndpoint()).hasSize(1);
    }

    @Test
    void aCachedTokenThatIsRefusedOnceIsFollowedByOneFreshTokenAndOneMoreTry() {
        started();
        calls.last().activated();
        Call call = calls.start();
        calls.last().response(401);
        assertThat(calls.last().isForToken()).isTrue();
        calls.last().grant("t2");
        assertThat(calls.last().authorization).isEqualTo("Bearer t2");
        assertLastRequestActivates(call, 2);
        assertThat(calls.log)
                .containsExactly(
                        "senhasegura: attempt 1: the access token was refused; requesting a new one and trying once"
                                + " more.");
        assertThat(calls.toTokenEndpoint()).hasSize(2);
    }

    @Test
    void aRefusalForEverEndsAfterTwoRequestsWithACachedToken() {
        calls.limits(1, 64, TOTAL, false);
        started();
        calls.last().activated();
        Call call = calls.start();
        calls.last().response(401);
        calls.last().grant("t2");
        calls.last().response(401);
        assertEnd(call, Outcome.NOT_AUTHENTICATED, 2);
        assertThat(calls.toApi()).hasSize(3);
        assertThat(calls.toTokenEndpoint()).hasSize(2);
        // Neither is kept.
        calls.start();
        assertThat(calls.last().isForToken()).isTrue();
        expectedAborts = 1;
    }

    @Test
    void aRefusalForEverEndsAfterOneRequestWithAFreshToken() {
        Call call = started();
        calls.last().response(401);
        assertEnd(call, Outcome.NOT_AUTHENTICATED, 1);
        assertThat(calls.sent).hasSize(2);
    }

    @Test
    void aTokenIsRenewedOnceInACallHoweverManyAttemptsItHas() {
        calls.limits(10, 64, TOTAL, false);
        started();
        calls.last().activated();
        Call call = calls.start();
        calls.last().response(401);
        calls.last().grant("t2");
        calls.last().response(503);
        advance(1000);
        assertThat(calls.last().authorization).isEqualTo("Bearer t2");
        calls.last().response(401);
        assertEnd(call, Outcome.NOT_AUTHENTICATED, 3);
    }

    @Test
    void callsWhoseSharedTokenIsRefusedShareTheNext() {
        started();
        calls.last().activated();
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(calls.start());
        }
        List.copyOf(calls.toApi().subList(1, 51)).forEach(request -> request.response(401));
        assertThat(calls.toTokenEndpoint()).hasSize(2);
        calls.toTokenEndpoint().get(1).grant("t2");
        List.copyOf(calls.toApi().subList(51, 101)).forEach(CallFixture.Sent::activated);
        assertThat(all).allSatisfy(call -> assertEnd(call, Outcome.ACTIVATED, 2));
    }

    @ParameterizedTest
    @CsvSource({"500,SERVER_ERROR", "502,UPSTREAM_INVALID_RESPONSE", "503,UNAVAILABLE", "429,RATE_LIMITED"})
    void aTokenRequestThatFailsForTheMomentIsTriedAgainAndCounts(int status, Outcome outcome) {
        Call call = calls.start();
        calls.last().response(status);
        advance(500);
        calls.last().grant("t1");
        assertLastRequestActivates(call, 2);

        Call second = calls.start("other");
        for (int i = 0; i < 3; i++) {
            assertThat(calls.last().isForToken()).isTrue();
            calls.last().response(status);
            advance(1000);
        }
        assertEnd(second, outcome, 3);
    }

    @Test
    void aTokenRequestThatIsAnsweredWithRetryAfterIsTriedAgainThen() {
        calls.start();
        calls.last().response(429, "{}", "9");
        advance(8_999);
        assertThat(calls.sent).hasSize(1);
        advance(1);
        assertThat(calls.sent).hasSize(2);
        expectedAborts = 1;
    }

    @Test
    void aTokenRequestThatFailsEndsTheAttemptOfAllWhoWaitForIt() {
        Call first = calls.start();
        Call second = calls.start();
        assertThat(calls.sent).hasSize(1);
        calls.last().unreachable();
        advance(500);
        assertThat(calls.sent).as("shared again").hasSize(2);
        calls.last().response(401);
        assertEnd(first, Outcome.NOT_AUTHENTICATED, 2);
        assertEnd(second, Outcome.NOT_AUTHENTICATED, 2);
    }

    enum Place {
        LINE,
        TOKEN,
        REQUEST,
        BACK_OFF,
        RENEWED_TOKEN
    }

    private Call bring(Place place) {
        switch (place) {
            case LINE -> {
                calls.limits(3, 1, TOTAL, true);
                started();
                return calls.start();
            }
            case TOKEN -> {
                return calls.start();
            }
            case REQUEST -> {
                return started();
            }
            case BACK_OFF -> {
                Call call = started();
                calls.last().response(503);
                return call;
            }
            default -> {
                started();
                calls.last().activated();
                Call call = calls.start();
                calls.last().response(401);
                return call;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortEndsItAtOnceWhereverItIs(Place place) {
        Call call = bring(place);
        CallFixture.Sent request = calls.last();
        int sent = calls.sent.size();
        call.abort();
        assertThat(call.result()).isCancelled();
        boolean ends = place != Place.LINE && place != Place.BACK_OFF;
        assertThat(request.aborted).isEqualTo(ends);
        // In line, it is the other call's request that closing ends.
        expectedAborts = ends || place == Place.LINE ? 1 : 0;

        call.abort();
        if (ends) {
            request.activated();
            request.unreachable();
        }
        advance(Duration.ofMinutes(10).toMillis());
        if (place == Place.LINE) {
            // The other call ran into its own budget meanwhile and has been tried again by nobody.
            expectedAborts = 1;
        }
        assertThat(calls.sent).hasSize(sent);
        assertThat(call.result()).isCancelled();
    }

    @Test
    void whoIsAbortedInLineLeavesItToTheNext() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        Call third = calls.start();
        second.abort();
        calls.last().activated();
        assertLastRequestActivates(first, 1);
        assertEnd(third, Outcome.ACTIVATED, 1);
        assertThat(second.result()).isCancelled();
    }

    @Test
    void whoIsAbortedWithARequestUnderWayGivesItsConnectionToTheNext() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        first.abort();
        expectedAborts = 1;
        assertLastRequestActivates(second, 1);
    }

    /** As Pipeline stops branches: one after the other, and the first of them gives its connection back. */
    private void stop(Call call) {
        calls.build.stopped(calls.scheduler.nanoTime());
        call.abort();
    }

    @Test
    void whileOthersOfItsBuildAreStoppedNoneInLineHasItsTurn() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        Call third = calls.start();
        int sent = calls.sent.size();
        stop(first);
        advance(999);
        stop(second);
        advance(999);
        assertThat(calls.sent).hasSize(sent);
        advance(1);
        assertThat(calls.sent).as("nothing was stopped for a second").hasSize(sent + 1);
        expectedAborts = 1;
        assertLastRequestActivates(third, 1);
    }

    @Test
    void otherBuildsHaveTheirTurnAtOnceWhileOneIsStopped() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        Call other = calls.start("main", new BuildOperations());
        stop(first);
        expectedAborts = 1;
        assertLastRequestActivates(other, 1);
        assertThat(second.result()).isNotDone();
        advance(1000);
        assertLastRequestActivates(second, 1);
    }

    @Test
    void whoWasHeldUpIsServedInTurnWithOtherBuilds() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        stop(first);
        expectedAborts = 1;
        Call occupant = calls.start("main", new BuildOperations());
        BuildOperations later = new BuildOperations();
        Call laterOne = calls.start("main", later);
        Call laterTwo = calls.start("main", later);
        advance(1000);
        assertLastRequestActivates(occupant, 1);
        assertLastRequestActivates(laterOne, 1);
        assertLastRequestActivates(second, 1);
        assertLastRequestActivates(laterTwo, 1);
    }

    @Test
    void whoWasHeldUpGoesBeforeTheFirstTriesOfItsOwnBuild() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        stop(first);
        expectedAborts = 1;
        Call occupant = calls.start("main", new BuildOperations());
        Call later = calls.start();
        advance(1000);
        assertLastRequestActivates(occupant, 1);
        assertLastRequestActivates(second, 1);
        assertLastRequestActivates(later, 1);
    }

    @Test
    void whoIsHeldUpCanBeAborted() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call second = calls.start();
        int sent = calls.sent.size();
        stop(first);
        stop(second);
        expectedAborts = 1;
        advance(10_000);
        assertThat(calls.sent).hasSize(sent);
        assertThat(calls.scheduler.pending()).isZero();
    }

    @Test
    void whoDidNotWaitInLineIsNotHeldUpByStops() {
        Call first = started();
        stop(first);
        expectedAborts = 1;
        Call second = calls.start();
        assertLastRequestActivates(second, 1);
    }

    @Test
    void whoIsAbortedDoesNotTakeTheTokenFromTheOthers() {
        Call first = calls.start();
        Call second = calls.start();
        first.abort();
        assertThat(calls.last().aborted).isFalse();
        calls.last().grant("t1");
        assertThat(calls.toApi()).hasSize(1);
        assertLastRequestActivates(second, 1);
    }

    @Test
    void aResultsListenerMayStartAndAbortOtherCalls() {
        Call other = started();
        Call call = calls.start();
        call.result().whenComplete((activation, failure) -> other.abort());
        call.abort();
        assertThat(other.result()).isCancelled();
        expectedAborts = 2;
    }

    @ParameterizedTest
    @EnumSource
    void closingCancelsWhateverIsUnderWay(Place place) {
        Call call = bring(place);
        calls.client.close();
        assertThat(call.result()).isCancelled();
        assertThat(calls.start().result()).isCancelled();
        expectedAborts = place == Place.BACK_OFF ? 0 : 1;
    }

    @Test
    void aCallThatIsAbortedBeforeItStartsSendsNothing() {
        ServerSettings settings = Settings.of("https://vault.example/").build();
        Call call = new Call(
                calls.client,
                new CallTarget(
                        Operation.ENABLE,
                        new PasswordId(10),
                        settings,
                        new ClientCredentials("key", "client", "secret"),
                        () -> null),
                calls.build,
                calls.log::add);
        // As when the client is closed by another thread between the two.
        call.abort();
        call.start();
        assertThat(calls.sent).isEmpty();
        assertThat(call.result()).isCancelled();
    }

    @Test
    void aRequestThatCannotEvenBeSentIsTriedAgainAndCanBeAbortedMeanwhile() {
        started();
        calls.last().activated();
        calls.onSend = request -> request.listener.failed(new IllegalStateException("closed"));
        Call call = calls.start();
        assertThat(calls.log).hasSize(1).first().asString().contains("trying again");
        call.abort();
        assertThat(calls.scheduler.pending()).isZero();
    }

    @Test
    void whateverIsThrownWhenOneHasItsTurnEndsThatOneAlone() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        Call broken = calls.start();
        Call third = calls.start();
        calls.onSend = request -> {
            calls.onSend = next -> {};
            throw new OutOfMemoryError("a test");
        };
        assertLastRequestActivates(first, 1);
        assertThat(broken.result()).isCompletedExceptionally();
        assertLastRequestActivates(third, 1);
        // The request that was handed over when it broke.
        assertThat(calls.toApi()).hasSize(3);
    }

    @Test
    void whateverIsThrownWhenATokenIsAskedForEndsTheAttemptOfAllWhoWaitForIt() {
        calls.onSend = request -> {
            calls.onSend = next -> {};
            throw new NoClassDefFoundError("a test");
        };
        Call first = calls.start();
        Call second = calls.start();
        advance(500);
        calls.last().grant("t1");
        calls.toApi().forEach(CallFixture.Sent::activated);
        assertEnd(first, Outcome.ACTIVATED, 2);
        assertEnd(second, Outcome.ACTIVATED, 1);
    }

    @Test
    void aBuildsLogThatBreaksEndsThatCallAlone() {
        calls.limits(3, 1, TOTAL, false);
        Call first = started();
        calls.onLog = line -> {
            throw new IllegalStateException("a test");
        };
        Call broken = calls.start();
        calls.onLog = calls.log::add;
        Call third = calls.start();
        assertLastRequestActivates(first, 1);
        assertThat(broken.result()).isCompletedExceptionally();
        assertLastRequestActivates(third, 1);
    }

    @Test
    void saysWhichOfTheTwoRequestsItIsAbout() {
        Call token = calls.start("one");
        calls.last().response(401);
        Call api = calls.start("two");
        calls.last().grant("t1");
        calls.last().response(403);
        Call silentToken = calls.start("three");
        Call silentApi = calls.start("four");
        calls.last().grant("t1");
        advance(TOTAL.toMillis());
        expectedAborts = 2;
        assertThat(List.of(end(token), end(api), end(silentToken), end(silentApi)))
                .extracting(OperationResult::request)
                .containsExactly(RequestKind.TOKEN, RequestKind.API, RequestKind.TOKEN, RequestKind.API);
    }

    @Test
    void aRetryLineNamesTheRequestItsHostWhereTheTwoDifferAndTheRequestId() {
        ServerSettings settings = calls.settings("main")
                .tokenUrl("https://tokens.example:8443/token")
                .build();
        calls.start(settings, CallFixture.credentials("the secret"), calls.build);
        calls.last().response(503, "{\"message\":\"down\",\"request_id\":\"5e9a0c1f27d84b6e5e9a0c1f27d84b6e\"}", null);
        advance(500);
        calls.last().grant("t1");
        calls.last().response(500, "{\"message\":\"broken\",\"request_id\":\"id-2\"}", null);
        expectedAborts = 0;
        assertThat(calls.log.get(0))
                .contains(
                        "1 of 3 failed (UNAVAILABLE, HTTP 503, access token request to tokens.example:8443, request id 5e9a0c1f27d84b6e5e9a0c1f27d84b6e");
        assertThat(calls.log.get(1))
                .contains("2 of 3 failed (SERVER_ERROR, HTTP 500, API call to vault.example:443, request id id-2");
    }

    @Test
    void whoIsAbortedAfterItsRequestWasSentTellsThatItsEndIsUnknown() {
        Call unsent = calls.start("one");
        assertThat(unsent.abort()).isNull();
        Call sent = calls.start("two");
        calls.last().grant("t1");
        calls.last().goesOut();
        OperationResult unknown = sent.abort();
        expectedAborts = 2;
        assertThat(unknown.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(unknown.request()).isEqualTo(RequestKind.API);
        assertThat(unknown.attempts()).isOne();
        assertThat(unknown.details().inDoubt()).isTrue();
        assertThat(sent.abort()).as("said once").isNull();
        Call lost = calls.start("three");
        calls.last().grant("t1");
        calls.last().hangUp();
        assertThat(lost.abort().outcome()).as("between attempts").isEqualTo(Outcome.ABORTED);
    }

    @Test
    void whoIsAbortedWhileAnotherThreadIsAboutToSendTellsThatItMayHaveBeenSent() {
        Call call = calls.start();
        List<OperationResult> told = new ArrayList<>();
        calls.onSend = request -> {
            told.add(CompletableFuture.supplyAsync(call::abort)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join());
            request.goesOut();
        };
        calls.last().grant("t1");
        expectedAborts = 1;
        assertThat(told).singleElement().satisfies(unknown -> {
            assertThat(unknown.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(unknown.details().inDoubt()).isTrue();
        });
        assertThat(call.result()).isCancelled();
    }

    private static boolean isInDoubt(Call call) {
        return end(call).details().inDoubt();
    }

    @ParameterizedTest
    @CsvSource({"403, false", "500, false", "503, false", "502, true", "504, true"})
    void aResponseLeavesItInDoubtWhereItIsAGatewaysAlone(int status, boolean inDoubt) {
        calls.limits(1, 64, TOTAL, false);
        Call call = started();
        calls.last().response(status);
        assertThat(isInDoubt(call)).isEqualTo(inDoubt);
    }

    @Test
    void isInDoubtOnceARequestThatWasSentHasNoResponseWhateverComesAfterIt() {
        Call call = started();
        calls.last().hangUp();
        advance(500);
        calls.last().response(403);
        assertEnd(call, Outcome.ACCESS_DENIED, 2);
        assertThat(isInDoubt(call)).isTrue();
    }

    @Test
    void isNotInDoubtWhereTheRequestWasNotSent() {
        calls.limits(1, 64, TOTAL, false);
        Call tokenLost = calls.start();
        calls.last().hangUp();
        assertThat(isInDoubt(tokenLost)).isFalse();
        Call unreachable = started();
        calls.last().unreachable();
        assertThat(isInDoubt(unreachable)).isFalse();
    }

    @Test
    void whatRunsOutOfTimeIsInDoubtWhereItsRequestWasSent() {
        Call connecting = started();
        Call sent = calls.start();
        calls.last().goesOut();
        advance(TOTAL.toMillis());
        expectedAborts = 2;
        assertThat(isInDoubt(connecting)).isFalse();
        assertThat(isInDoubt(sent)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://10.1.2.3/, -, no, true",
                "https://[::1]:8443/, -, no, true",
                "https://10.1.2.3/, example, no, false",
                "https://vault.example/, -, no, false",
                "https://vault.example/, -, Unknown tenant, true",
                "https://vault.example/, example, Inquilino desconhecido, true"
            })
    void aRefusalLeadsToTheTenantWhereThatMayBeWhatIsMissing(String url, String tenant, String said, boolean advised) {
        ServerSettings settings =
                Settings.of(url).tenant(tenant).limits(calls.limits).build();
        Call call = calls.start(settings, CallFixture.credentials("the secret"), calls.build);
        calls.last().grant("t1");
        calls.last().response(401, "{\"message\":\"" + said + "\"}", null);
        assertThat(end(call).details().hints().contains(Hint.TENANT)).isEqualTo(advised);
    }

    @Test
    void keysOfOneIdInTwoFoldersKeepTheirTokensSideBySide() {
        for (int i = 0; i < 100; i++) {
            calls.start(calls.settings("main").build(), CallFixture.credentials("secret " + i % 2), calls.build);
            if (calls.last().isForToken()) {
                calls.last().grant("t" + i % 2);
            }
            assertThat(calls.last().authorization).isEqualTo("Bearer t" + i % 2);
            calls.last().activated();
        }
        assertThat(calls.toTokenEndpoint()).hasSize(2);
    }

    @Test
    void theTenantGoesWithTheRequestForTheTokenAlone() {
        calls.start(calls.settings("main").tenant("acme").build(), CallFixture.credentials("s"), calls.build);
        assertThat(calls.last().form).endsWith("&client_secret=s&tenant=acme");
        calls.last().grant("t1");
        assertThat(calls.last().form).isNull();
        calls.start(calls.settings("main").tenant("other").build(), CallFixture.credentials("s"), calls.build);
        assertThat(calls.last().form).as("no token of another tenant").endsWith("&tenant=other");
        expectedAborts = 2;
    }

    @Test
    void aSettingThatCannotBeUsedIsNoAttempt() {
        Call call = calls.start();
        calls.last().listener.failed(new SettingException("clientCertificateId", null, "clientCertificate.unusable"));
        assertEnd(call, Outcome.CONFIGURATION, 0);
        assertThat(end(call).request()).isNull();
    }

    @Test
    void whatTheServerEchoesOfSecretAndTokenIsMaskedInTheLogOfRetries() {
        calls.limits(2, 64, TOTAL, false);
        Call call = started();
        calls.last().response(500, "{\"message\":\"bad Bearer t1 of the secret\"}", null);
        advance(500);
        calls.last().response(500, "{\"message\":\"bad Bearer t1 of the secret\"}", null);
        assertThat(calls.log.toString().toLowerCase(Locale.ROOT))
                .contains("****")
                .doesNotContain("the secret", "t1");
        assertThat(end(call).message()).isEqualTo("bad Bearer **** of ****");
    }
}
