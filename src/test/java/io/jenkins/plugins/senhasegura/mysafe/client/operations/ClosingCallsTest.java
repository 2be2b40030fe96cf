package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import static io.jenkins.plugins.senhasegura.mysafe.client.operations.CallFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends an access window waits for no opening, whatever these wait for. */
class ClosingCallsTest {
    private static final Duration TOTAL = Duration.ofSeconds(120);

    private final CallFixture calls = new CallFixture();
    private final BuildOperations build = new BuildOperations();

    @AfterEach
    void close() {
        calls.close();
    }

    private Call opening() {
        return calls.start("main", build);
    }

    private Call closing() {
        return calls.start("main", build.closings());
    }

    /** With a token, which the others then have, too. */
    private Call sentOpening() {
        Call first = opening();
        calls.last().grant("token");
        return first;
    }

    /** Until the circuit breaker would let a probe through. */
    private void openCircuit() {
        calls.limits(1, 64, TOTAL, true);
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            opening();
            calls.last().unreachable();
        }
        assertThat(end(closing()).outcome()).as("refused as everybody").isEqualTo(Outcome.UNAVAILABLE);
        calls.scheduler.advance(CircuitBreaker.OPEN);
    }

    @Test
    void closingIsSentWhileThousandsOfOpeningsWait() {
        calls.limits(3, 1, TOTAL, false);
        sentOpening();
        for (int i = 0; i < 5000; i++) {
            opening();
        }
        int sent = calls.sent.size();

        Call closing = closing();

        assertThat(calls.sent).hasSize(sent + 1);
        calls.last().activated();
        assertThat(end(closing).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(calls.sent).as("its place is no opening's").hasSize(sent + 1);
    }

    @Test
    void closingsGoBeforeOpeningsWhereTheirOwnPlacesAreTaken() {
        calls.limits(3, 1, TOTAL, false);
        sentOpening();
        CallFixture.Sent first = calls.last();
        Call waiting = opening();
        closing();
        CallFixture.Sent second = calls.last();
        Call third = closing();
        Call fourth = closing();
        int sent = calls.sent.size();

        first.activated();
        assertThat(calls.sent).hasSize(sent + 1);
        calls.last().activated();
        assertThat(end(third)).isNotNull();
        second.activated();
        calls.last().activated();
        assertThat(end(fourth)).isNotNull();
        assertThat(end(waiting)).isNull();
        calls.last().activated();
        assertThat(end(waiting)).isNotNull();
        assertThat(calls.sent).hasSize(sent + 3);
    }

    @Test
    void closingsHaveTheirTurnWhileTheOpeningsOfTheirBuildAreStopped() {
        calls.limits(3, 1, TOTAL, false);
        sentOpening();
        CallFixture.Sent first = calls.last();
        Call opening = opening();
        closing();
        Call second = closing();
        build.stopped(calls.scheduler.nanoTime());
        int sent = calls.sent.size();

        first.activated();

        assertThat(calls.sent).hasSize(sent + 1);
        calls.last().activated();
        assertThat(end(second)).isNotNull();
        assertThat(end(opening)).isNull();
    }

    @Test
    void closingHasAProbeOfItsOwn() {
        openCircuit();
        int sent = calls.sent.size();
        opening();
        assertThat(calls.sent).as("the openings' probe").hasSize(sent + 1);
        assertThat(end(opening()).outcome()).isEqualTo(Outcome.UNAVAILABLE);

        Call closing = closing();

        assertThat(end(closing)).isNull();
        assertThat(end(closing()).outcome()).as("one at a time").isEqualTo(Outcome.UNAVAILABLE);
        calls.last().grant("token");
        calls.last().activated();
        assertThat(end(closing).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(end(opening())).as("closed for all").isNull();
    }

    @Test
    void closingsProbeLeavesThatOfTheOpeningsFree() {
        openCircuit();
        Call closing = closing();
        assertThat(end(closing)).isNull();
        Call opening = opening();
        assertThat(end(opening)).isNull();
        closing.abort();
        assertThat(end(opening()).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(end(closing())).as("its place is free again").isNull();
    }
}
