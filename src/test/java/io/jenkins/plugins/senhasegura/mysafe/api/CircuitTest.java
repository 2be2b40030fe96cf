package io.jenkins.plugins.senhasegura.mysafe.api;

import static io.jenkins.plugins.senhasegura.mysafe.api.Circuit.Permission.PASS;
import static io.jenkins.plugins.senhasegura.mysafe.api.Circuit.Permission.PROBE;
import static io.jenkins.plugins.senhasegura.mysafe.api.Circuit.Permission.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {
    // Near the end of the count, so that a comparison by "<" would be wrong.
    private static final long START = Long.MAX_VALUE - 1000;
    private static final long OPEN = Circuit.OPEN.toNanos();
    private static final String NOBODYS = null;

    private final Circuit circuit = new Circuit();

    private boolean fail(String suspect, int times) {
        boolean opened = false;
        for (int i = 0; i < times; i++) {
            opened = circuit.recordFailure(PASS, suspect, START);
        }
        return opened;
    }

    private void open() {
        assertThat(fail(NOBODYS, Circuit.FAILURES_TO_OPEN - 1)).isFalse();
        assertThat(fail(NOBODYS, 1)).isTrue();
    }

    private void assertOpenFrom(long time) {
        assertThat(circuit.tryAcquire("x", time)).isEqualTo(REFUSED);
        assertThat(circuit.tryAcquire("x", time + OPEN - 1)).isEqualTo(REFUSED);
        assertThat(circuit.tryAcquire("x", time + OPEN)).isEqualTo(PROBE);
    }

    @Test
    void opensAfterSeveralCallsInARowWithoutAResponse() {
        assertThat(circuit.tryAcquire("x", START)).isEqualTo(PASS);
        open();
        assertOpenFrom(START);
    }

    @Test
    void aResponseBetweenThemBeginsTheRowAnew() {
        for (int round = 0; round < 3; round++) {
            assertThat(fail(NOBODYS, Circuit.FAILURES_TO_OPEN - 1)).isFalse();
            circuit.recordSuccess();
        }
        assertThat(circuit.isPristine()).isTrue();
    }

    @Test
    void callsThatWereUnderWayWhenItOpenedDoNotKeepItOpen() {
        open();
        assertThat(circuit.recordFailure(PASS, NOBODYS, START + OPEN / 2)).isFalse();
        assertThat(circuit.tryAcquire("x", START + OPEN)).isEqualTo(PROBE);
    }

    @Test
    void letsOneProbeThroughAtATime() {
        open();
        assertThat(circuit.tryAcquire("x", START + OPEN)).isEqualTo(PROBE);
        assertThat(circuit.tryAcquire("y", START + OPEN)).isEqualTo(REFUSED);
        assertThat(circuit.tryAcquire("y", START + 10 * OPEN)).isEqualTo(REFUSED);
        circuit.release(PASS);
        assertThat(circuit.tryAcquire("y", START + OPEN)).isEqualTo(REFUSED);
        circuit.release(PROBE);
        assertThat(circuit.tryAcquire("y", START + OPEN)).isEqualTo(PROBE);
    }

    @Test
    void closesWhenTheProbeIsAnswered() {
        open();
        circuit.tryAcquire("x", START + OPEN);
        circuit.recordSuccess();
        assertThat(circuit.tryAcquire("x", START + OPEN)).isEqualTo(PASS);
        assertThat(circuit.tryAcquire("x", START + OPEN)).isEqualTo(PASS);
    }

    @Test
    void opensAgainWhenTheProbeIsNot() {
        open();
        circuit.tryAcquire("x", START + OPEN);
        assertThat(circuit.recordFailure(PROBE, NOBODYS, START + OPEN + 5)).isTrue();
        assertOpenFrom(START + OPEN + 5);
    }

    @Test
    void whatOneCredentialSuffersOpensItForNobody() {
        assertThat(fail("bad", 1000)).isFalse();
        assertThat(circuit.tryAcquire("good", START)).isEqualTo(PASS);
        assertThat(fail("other", 1)).as("but two suffer from the server").isTrue();
    }

    @Test
    void whatIsNobodysDoingCountsBesideWhatMayBe() {
        fail("bad", 100);
        assertThat(fail(NOBODYS, Circuit.FAILURES_TO_OPEN - 1)).isFalse();
        assertThat(fail(NOBODYS, 1)).isTrue();
    }

    @Test
    void aProbeThatSuffersFromItsOwnCredentialKeepsItShutForNobodyElse() {
        open();
        circuit.tryAcquire("bad", START + OPEN);
        assertThat(circuit.recordFailure(PROBE, "bad", START + OPEN)).isFalse();
        assertThat(circuit.tryAcquire("bad", START + OPEN))
                .as("the next is another's")
                .isEqualTo(REFUSED);
        assertThat(circuit.tryAcquire("good", START + OPEN)).isEqualTo(PROBE);
        circuit.release(PROBE);
        assertThat(circuit.tryAcquire("bad", START + 2 * OPEN))
                .as("but not for ever")
                .isEqualTo(PROBE);
        circuit.release(PROBE);
        circuit.tryAcquire("good", START + 2 * OPEN);
        assertThat(circuit.recordFailure(PROBE, "good", START + 2 * OPEN)).isTrue();
    }
}
