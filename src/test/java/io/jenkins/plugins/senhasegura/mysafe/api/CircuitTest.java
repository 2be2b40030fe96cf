package io.jenkins.plugins.senhasegura.mysafe.api;

import static io.jenkins.plugins.senhasegura.mysafe.api.Circuit.Admission.PASS;
import static io.jenkins.plugins.senhasegura.mysafe.api.Circuit.Admission.PROBE;
import static io.jenkins.plugins.senhasegura.mysafe.api.Circuit.Admission.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {
    // Near the end of the count, so that a comparison by "<" would be wrong.
    private static final long START = Long.MAX_VALUE - 1000;
    private static final long OPEN = Circuit.OPEN.toNanos();

    private final Circuit circuit = new Circuit();

    private void open() {
        for (int i = 1; i < Circuit.FAILURES_TO_OPEN; i++) {
            assertThat(circuit.unanswered(PASS, START)).isFalse();
        }
        assertThat(circuit.unanswered(PASS, START)).isTrue();
    }

    @Test
    void isClosedAtFirst() {
        assertThat(circuit.enter(START)).isEqualTo(PASS);
    }

    @Test
    void opensAfterSeveralCallsInARowWithoutAnAnswer() {
        open();
        assertThat(circuit.enter(START)).isEqualTo(REFUSED);
        assertThat(circuit.enter(START + OPEN - 1)).isEqualTo(REFUSED);
    }

    @Test
    void anAnswerBetweenThemBeginsTheRowAnew() {
        for (int round = 0; round < 3; round++) {
            for (int i = 1; i < Circuit.FAILURES_TO_OPEN; i++) {
                assertThat(circuit.unanswered(PASS, START)).isFalse();
            }
            circuit.answered();
        }
        assertThat(circuit.enter(START)).isEqualTo(PASS);
    }

    @Test
    void callsThatWereUnderWayWhenItOpenedDoNotKeepItOpen() {
        open();
        assertThat(circuit.unanswered(PASS, START + OPEN / 2)).isFalse();
        assertThat(circuit.enter(START + OPEN)).isEqualTo(PROBE);
    }

    @Test
    void letsOneProbeThroughAtATime() {
        open();
        assertThat(circuit.enter(START + OPEN)).isEqualTo(PROBE);
        assertThat(circuit.enter(START + OPEN)).isEqualTo(REFUSED);
        assertThat(circuit.enter(START + 10 * OPEN)).isEqualTo(REFUSED);
    }

    @Test
    void closesWhenTheProbeIsAnswered() {
        open();
        circuit.enter(START + OPEN);
        circuit.answered();
        assertThat(circuit.enter(START + OPEN)).isEqualTo(PASS);
        assertThat(circuit.enter(START + OPEN)).isEqualTo(PASS);
    }

    @Test
    void opensAgainWhenTheProbeIsNot() {
        open();
        circuit.enter(START + OPEN);
        assertThat(circuit.unanswered(PROBE, START + OPEN + 5)).isTrue();
        assertThat(circuit.enter(START + OPEN + 5)).isEqualTo(REFUSED);
        assertThat(circuit.enter(START + 2 * OPEN + 4)).isEqualTo(REFUSED);
        assertThat(circuit.enter(START + 2 * OPEN + 5)).isEqualTo(PROBE);
    }

    @Test
    void aProbeThatIsAbortedLeavesItsPlaceToTheNext() {
        open();
        circuit.enter(START + OPEN);
        circuit.withdrawn(PROBE);
        assertThat(circuit.enter(START + OPEN)).isEqualTo(PROBE);
    }

    @Test
    void aCallThatIsAbortedSaysNothingOfTheServer() {
        open();
        circuit.enter(START + OPEN);
        circuit.withdrawn(PASS);
        assertThat(circuit.enter(START + OPEN)).isEqualTo(REFUSED);
    }
}
