package io.jenkins.plugins.senhasegura.mysafe.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import org.junit.jupiter.api.Test;

/** In whose context the credentials of a window are looked up that no build holds any more. */
class WindowBuildsTest {
    private static final Holder HOLDER = new Holder("window", "this", "team/job", 7, 1000, "");

    private static Job<?, ?> job(int nextNumber, Long startOfSeventh) {
        Job<?, ?> job = mock(Job.class);
        when(job.getNextBuildNumber()).thenReturn(nextNumber);
        if (startOfSeventh != null) {
            Run<?, ?> run = mock(Run.class);
            when(run.getStartTimeInMillis()).thenReturn(startOfSeventh);
            doReturn(run).when(job).getBuildByNumber(7);
        }
        return job;
    }

    @Test
    void theJobsThatHadTheBuildAlone() {
        assertThat(WindowBuilds.isItsJob(job(8, 1000L), HOLDER)).isTrue();
        // Its build was deleted.
        assertThat(WindowBuilds.isItsJob(job(8, null), HOLDER)).isTrue();
        // Others that have its name by now.
        assertThat(WindowBuilds.isItsJob(job(20, 2000L), HOLDER)).isFalse();
        assertThat(WindowBuilds.isItsJob(job(7, null), HOLDER)).isFalse();
        assertThat(WindowBuilds.isItsJob(null, HOLDER)).isFalse();
    }
}
