package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordResult;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.OperationTexts;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationOptions;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationTask;
import io.jenkins.plugins.senhasegura.mysafe.build.SharedOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The step while it runs. It only starts the request and is told its end, so no thread waits; after a restart of the
 * controller it asks again, which is safe since enabling an active password changes nothing, nor does disabling a
 * disabled one.
 *
 * <p>Thread-safe: started, stopped and ended on different threads, and what they share is published safely.
 */
public final class PasswordExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final OperationOptions options;
    private transient volatile PendingOperation pending;
    private transient volatile boolean stopped;

    public PasswordExecution(OperationOptions options, StepContext context) {
        super(context);
        this.options = options;
    }

    @Override
    public boolean start() throws Exception {
        ask();
        return false;
    }

    @Override
    public void onResume() {
        try {
            if (!stopped) {
                StepContexts.say(getContext(), OperationTexts.resumed(options.operation(), options.id()));
                ask();
            }
        } catch (Throwable failure) { // nobody else would tell the Pipeline
            fail(failure);
        }
    }

    private void ask() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        if (stopped) {
            return;
        }
        PendingOperation started =
                OperationTask.start(options, run, listener, () -> StepContexts.masked(getContext(), run), this::ended);
        pending = started;
        if (stopped) {
            started.abort();
        }
    }

    private void ended(OperationTask.Ended ended, Throwable failure) {
        try {
            if (failure instanceof CancellationException) {
                // Told by who stopped it; and what Jenkins' stop ends goes on after its start.
                if (!stopped && !SharedOperations.isStopped()) {
                    fail(new AbortException(Messages.PasswordExecution_over(options.id())));
                }
            } else if (failure != null) {
                fail(failure);
            } else if (ended.build() == BuildResult.FAILURE) {
                fail(new EnablePasswordException(ended.result()));
            } else {
                if (ended.build() == BuildResult.UNSTABLE) {
                    EnablePasswordResult result = ended.result();
                    StepContexts.markUnstable(
                            getContext(),
                            OperationTexts.failed(options.operation(), result.getId(), result.getOutcome()));
                }
                getContext().onSuccess(ended.result());
            }
        } catch (Throwable broken) {
            fail(broken);
        }
    }

    private void fail(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        getContext().onFailure(failure);
    }

    @Override
    public void stop(Throwable cause) {
        stopped = true;
        PendingOperation running = pending;
        if (running == null) {
            fail(cause);
        } else {
            // One whose request was sent says so in the log first, or soon gives up to.
            running.abort().whenComplete((nothing, never) -> fail(cause));
        }
    }

    /** For thread dumps of the Pipeline. */
    @Override
    public String getStatus() {
        return OperationTexts.status(options.operation(), options.id());
    }
}
