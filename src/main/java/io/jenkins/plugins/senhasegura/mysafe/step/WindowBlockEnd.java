package io.jenkins.plugins.senhasegura.mysafe.step;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Told the begin of the block and its end, which may come after a restart. */
public final class WindowBlockEnd extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;

    private final WithPasswordExecution execution;

    public WindowBlockEnd(WithPasswordExecution execution) {
        this.execution = execution;
    }

    @Override
    public void onStart(StepContext context) {
        execution.blockBegins();
    }

    @Override
    public void onSuccess(StepContext context, Object result) {
        execution.blockEnded(result, null);
    }

    @Override
    public void onFailure(StepContext context, Throwable thrown) {
        execution.blockEnded(null, thrown);
    }
}
