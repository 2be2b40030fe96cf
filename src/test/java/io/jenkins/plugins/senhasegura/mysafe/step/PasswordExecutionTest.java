package io.jenkins.plugins.senhasegura.mysafe.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

class PasswordExecutionTest {
    private final StepContext context = mock(StepContext.class);
    private final PasswordExecution execution = new PasswordExecution(options(Operation.ENABLE), context);

    private static OperationOptions options(Operation operation) {
        return new OperationOptions(operation, "10", null, null, null, null, null);
    }

    @Test
    void threadDumpSaysWhatIsDone() {
        assertThat(execution.getStatus()).isEqualTo("enabling password 10");
        assertThat(new PasswordExecution(options(Operation.DISABLE), context).getStatus())
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
