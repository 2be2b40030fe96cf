package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

class EnablePasswordExecutionTest {
    private final StepContext context = mock(StepContext.class);
    private final EnablePasswordExecution execution = new EnablePasswordExecution(options(Operation.ENABLE), context);

    private static EnablePasswordOptions options(Operation operation) {
        return new EnablePasswordOptions(operation, "10", null, null, null, null, null);
    }

    @Test
    void threadDumpSaysWhatIsDone() {
        assertThat(execution.getStatus()).isEqualTo("enabling password 10");
        assertThat(new EnablePasswordExecution(options(Operation.DISABLE), context).getStatus())
                .isEqualTo("disabling password 10");
    }

    @Test
    void stopBeforeItsResumeIsHonoured() throws Exception {
        Throwable cause = new InterruptedException("stopped");
        execution.stop(cause);
        execution.onResume();
        verify(context).onFailure(same(cause));
        verify(context, never()).get(any());
    }

    @Test
    void errorWhileItResumesEndsTheStep() throws Exception {
        LinkageError broken = new LinkageError();
        when(context.get(TaskListener.class)).thenThrow(broken);
        execution.onResume();
        verify(context).onFailure(same(broken));
    }
}
