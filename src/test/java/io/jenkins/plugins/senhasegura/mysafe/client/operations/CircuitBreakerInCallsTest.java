package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static io.jenkins.plugins.senhasegura.mysafe.client.operations.CallFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is down does not hold up a thousand builds. */
class CircuitBreakerInCallsTest {
    private static final Duration TOTAL = Duration.ofSeconds(120);

    private final CallFixture calls = new CallFixture();

    @BeforeEach
    void circuitOn() {
        calls.limits(1, 64, TOTAL, true);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private void failCalls(int number) {
        for (int i = 0; i < number; i++) {
            calls.start();
            calls.last().unreachable();
        }
    }

    private void assertRefused(Call call) {
        assertThat(end(call)).isNotNull();
        assertThat(end(call).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(end(call).attempts()).isZero();
        assertThat(end(call).httpStatus()).isZero();
        assertThat(end(call).request()).isNull();
        assertThat(end(call).answeredBy()).isNull();
        assertThat(end(call).message())
                .isEqualTo(
                        "several calls in a row got no response from this server, so calls to it are refused for 30 s;"
                                + " nothing was sent.");
    }

    @Test
    void refusesCallsAfterFiveInARowThatNoServerAnswered() {
        failCalls(5);
        assertThat(calls.log)
                .containsExactly("senhasegura: several calls in a row to server \"main\" got no response; further"
                        + " calls to it are refused for 30 s.");
        int sent = calls.sent.size();
        assertRefused(calls.start());
        assertThat(calls.sent).hasSize(sent);
    }

    @Test
    void anyAnswerBeginsTheRowAnew() {
        for (int status : new int[] {401, 403, 500, 503, 429, 200}) {
            failCalls(4);
            calls.start();
            calls.last().response(status);
        }
        calls.start();
        assertThat(calls.last().isForToken()).isTrue();
        assertThat(calls.log).isEmpty();
    }

    @Test
    void oneProbeAtATimeFindsOutWhetherTheServerIsBack() {
        failCalls(5);
        calls.scheduler.advance(CircuitBreaker.OPEN);
        Call probe = calls.start();
        assertRefused(calls.start());
        calls.last().grant("t1");
        calls.last().activated();
        assertThat(end(probe).outcome()).isEqualTo(Outcome.ACTIVATED);
        Call next = calls.start();
        calls.last().activated();
        assertThat(end(next).outcome()).isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void aProbeThatIsAnsweredLetsOthersPassThoughItIsTriedAgainLater() {
        calls.limits(3, 64, TOTAL, true);
        for (int i = 0; i < 5; i++) {
            Call lost = calls.start();
            while (end(lost) == null) {
                calls.last().unreachable();
                calls.scheduler.advance(Duration.ofSeconds(2));
            }
        }
        assertRefused(calls.start());
        calls.scheduler.advance(CircuitBreaker.OPEN);
        Call probe = calls.start();
        calls.last().response(503, "", "100");
        assertThat(end(probe)).isNull();
        Call next = calls.start();
        assertThat(end(next)).isNull();
        calls.last().grant("t1");
        calls.last().activated();
        assertThat(end(next).outcome()).isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void aProbeWithoutAnAnswerKeepsItOpenForAsLongAgain() {
        failCalls(5);
        calls.scheduler.advance(CircuitBreaker.OPEN);
        calls.start();
        calls.last().unreachable();
        assertThat(calls.log).hasSize(2);
        calls.scheduler.advance(CircuitBreaker.OPEN.minusNanos(1));
        assertRefused(calls.start());
        calls.scheduler.advance(Duration.ofNanos(1));
        int sent = calls.sent.size();
        calls.start();
        assertThat(calls.sent).hasSize(sent + 1);
    }

    @Test
    void anAbortedProbeMakesRoomForTheNext() {
        failCalls(5);
        calls.scheduler.advance(CircuitBreaker.OPEN);
        calls.start().abort();
        int sent = calls.sent.size();
        calls.start();
        assertThat(calls.sent).hasSize(sent + 1);
    }

    @Test
    void aProbeThatIsMisconfiguredMakesRoomForTheNext() {
        failCalls(5);
        calls.scheduler.advance(CircuitBreaker.OPEN);
        calls.start();
        calls.last().listener.failed(new SettingException("clientCertificateId", null, "clientCertificate.unusable"));
        int sent = calls.sent.size();
        calls.start();
        assertThat(calls.sent).hasSize(sent + 1);
    }

    @Test
    void aRefusedCallIsNotTriedAgain() {
        calls.limits(10, 64, TOTAL, true);
        for (int i = 0; i < 5; i++) {
            Call call = calls.start();
            while (end(call) == null) {
                calls.last().unreachable();
                if (end(call) == null) {
                    calls.scheduler.advance(Duration.ofSeconds(10));
                }
            }
        }
        Call refused = calls.start();
        assertRefused(refused);
        assertThat(calls.log).filteredOn(line -> line.contains("trying again")).hasSize(45);
    }

    private static final String NOT_AGAIN = "senhasegura: not trying again, since calls to server \"main\" are refused"
            + " for a while: several in a row got no response.";

    @Test
    void aCallThatBacksOffWhileItOpensEndsAsItsLastAttemptDid() {
        calls.limits(3, 64, TOTAL, true);
        Call early = calls.start();
        calls.last().unreachable();
        assertThat(end(early)).as("backs off").isNull();
        calls.limits(1, 64, TOTAL, true);
        failCalls(CircuitBreaker.FAILURES_TO_OPEN);
        int sent = calls.sent.size();
        calls.scheduler.advance(Duration.ofSeconds(10));
        assertThat(calls.sent).hasSize(sent);
        assertThat(end(early).outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(end(early).attempts()).isEqualTo(1);
        assertThat(end(early).request()).isEqualTo(RequestKind.TOKEN);
        assertThat(calls.log).contains(NOT_AGAIN);
    }

    @Test
    void aCallWhoseNextAttemptComesAfterwardsIsTheProbe() {
        calls.limits(3, 64, TOTAL, true);
        Call patient = calls.start();
        calls.last().response(503, "", "40");
        calls.limits(1, 64, TOTAL, true);
        failCalls(CircuitBreaker.FAILURES_TO_OPEN);
        calls.scheduler.advance(Duration.ofSeconds(40));
        assertRefused(calls.start());
        calls.last().grant("t1");
        calls.last().activated();
        assertThat(end(patient).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(calls.log).doesNotContain(NOT_AGAIN);
    }

    @Test
    void isKeptByWhatIsAskedAndNotByTheServersName() {
        failCalls(5);
        calls.scheduler.advance(Duration.ofSeconds(1));
        List<Settings> corrected = List.of(
                Settings.of("https://other.example/"),
                calls.settings("main").tenant("acme"),
                calls.settings("main").tokenUrl("https://tokens.example/"),
                calls.settings("main").proxies(host -> new ProxySettings("proxy.example", 3128, null, null)));
        for (Settings settings : corrected) {
            Call call = calls.start(settings.name("main").limits(calls.limits).build());
            assertThat(end(call)).as("a server that was never asked").isNull();
        }
        assertRefused(calls.start(calls.settings("main").name("renamed").build()));
    }

    private Call callOfAnother() {
        return calls.start(calls.settings("main").build(), CallFixture.credentials("another"), calls.build);
    }

    private Call callOfAThird() {
        return calls.start(calls.settings("main").build(), CallFixture.credentials("third"), calls.build);
    }

    @Test
    void hangUpsOnOneCredentialRefuseItsOwnCallsAndOnTwoEverybodys() {
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            Call call = calls.start();
            calls.last().hangUp();
            assertThat(end(call).outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
        assertRefused(calls.start());
        Call another = callOfAnother();
        assertThat(end(another)).as("may be let in").isNull();
        calls.last().hangUp();
        assertThat(end(another).outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertRefused(callOfAnother());
        assertRefused(callOfAThird());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatRunsOutOfTimeRefusesEverybodyUnlessItsRequestWasSent(boolean sent) {
        calls.start();
        calls.last().grant("t1");
        calls.last().activated();
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            calls.start();
            if (sent) {
                calls.last().goesOut();
            }
        }
        calls.scheduler.advance(TOTAL);
        assertRefused(calls.start());
        assertThat(end(callOfAnother()) != null).as("another is refused").isEqualTo(!sent);
    }

    @Test
    void aThousandCallsOfOneCredentialThatNobodyAnswersEndInTheTimeOfAFew() {
        calls.limits(3, 64, TOTAL, true);
        calls.onSend = request -> calls.scheduler.schedule(Duration.ofSeconds(10), request::hangUp);
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(calls.start());
        }
        calls.scheduler.advance(Duration.ofSeconds(119));
        assertThat(all).allSatisfy(call -> assertThat(end(call)).isNotNull());
        assertThat(all.stream().filter(call -> end(call).attempts() == 0).count())
                .isGreaterThan(700);
    }

    @Test
    void canBeTurnedOff() {
        calls.limits(1, 64, TOTAL, false);
        failCalls(20);
        assertThat(calls.sent).hasSize(20);
        assertThat(calls.log).isEmpty();
    }

    @Test
    void refusesThoseWhoStandInLineWhenItOpens() {
        calls.limits(1, 2, TOTAL, true);
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(calls.start());
        }
        int answered = 0;
        while (answered < calls.sent.size()) {
            calls.sent.get(answered++).unreachable();
        }
        // Two share each request for a token.
        assertThat(calls.sent.size()).isBetween(3, 6);
        assertThat(all).allSatisfy(call -> assertThat(end(call)).isNotNull());
        long unreachable = all.stream()
                .filter(call -> end(call).outcome() == Outcome.UNREACHABLE)
                .count();
        assertThat(unreachable).isBetween(5L, 7L);
        all.stream().filter(call -> end(call).outcome() != Outcome.UNREACHABLE).forEach(this::assertRefused);
    }

    @Test
    void aThousandCallsToASilentServerEndInTheTimeOfAFew() {
        calls.limits(3, 64, TOTAL, true);
        // As a firewall that drops everything: each request ends with its time-out, after 10 s.
        calls.onSend = request -> calls.scheduler.schedule(
                Duration.ofSeconds(10),
                () -> request.listener.failed(new ExchangeException(null, "connectTimeout", 10)));
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(calls.start());
        }
        calls.scheduler.advance(Duration.ofSeconds(119));
        assertThat(all).allSatisfy(call -> assertThat(end(call)).isNotNull());
        assertThat(all)
                .allSatisfy(
                        call -> assertThat(end(call).outcome().defaultResult()).isEqualTo(BuildResult.UNSTABLE));
        assertThat(all.stream().filter(call -> end(call).attempts() == 0).count())
                .isGreaterThan(700);
    }
}
