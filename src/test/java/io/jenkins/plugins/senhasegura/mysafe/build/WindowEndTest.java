package io.jenkins.plugins.senhasegura.mysafe.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.WhenFoundActive;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What a closing makes of its build where no request of its own says so. */
class WindowEndTest {
    private static final Lease LEASE = new Lease(
            "lease",
            new WindowKey("https://one.example/", "", 10),
            "main",
            Lease.Phase.CLOSING,
            WhenFoundActive.KEEP,
            "",
            "",
            Instant.EPOCH,
            null,
            new Holder("window", "this", "job", 1, 0, ""));

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private BuildResult result(Closed.How how, Outcome outcome, boolean settled, boolean aborted) {
        TaskListener listener = Mockito.mock(TaskListener.class);
        Mockito.when(listener.getLogger()).thenReturn(new PrintStream(log, true, StandardCharsets.UTF_8));
        WindowOptions options = new WindowOptions(
                List.of(10L),
                null,
                null,
                new String[] {"ACCESS_DENIED"},
                null,
                new String[] {"UNREACHABLE"},
                WhenFoundActive.KEEP);
        WindowGate gate = new WindowGate(options, null, listener, null);
        Ended ended = outcome == null ? null : new Ended(outcome, false);
        return new WindowEnd(options, gate, listener, closed -> settled, aborted)
                .closing(List.of(new Closed(LEASE, how, 0, ended)))
                .result();
    }

    @Test
    void aRequestThatWasGivenUpIsOneWithoutAResponse() {
        assertThat(result(Closed.How.STILL_ACTIVE, null, false, false)).isEqualTo(BuildResult.SUCCESS);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("**still active**");
    }

    @Test
    void theKeepersRequestThatItHasJoinedCountsByItsOutcome() {
        assertThat(result(Closed.How.STILL_ACTIVE, Outcome.ACCESS_DENIED, false, false))
                .isEqualTo(BuildResult.UNSTABLE);
        assertThat(result(Closed.How.STILL_ACTIVE, Outcome.SERVER_ERROR, false, false))
                .isEqualTo(BuildResult.FAILURE);
    }

    @Test
    void whatWasAbortedOrBrokeOffFailsWhateverTheJobNames() {
        assertThat(result(Closed.How.STILL_ACTIVE, null, false, true)).isEqualTo(BuildResult.FAILURE);
        assertThat(result(Closed.How.STILL_ACTIVE, Outcome.ABORTED, false, false))
                .isEqualTo(BuildResult.FAILURE);
    }

    @Test
    void whatTheKeeperHasDisabledMeanwhileIsNotStillActive() {
        assertThat(result(Closed.How.STILL_ACTIVE, Outcome.SERVER_ERROR, true, false))
                .isEqualTo(BuildResult.SUCCESS);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("was closed before")
                .doesNotContain("still active");
    }
}
