package io.jenkins.plugins.senhasegura.mysafe;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.api.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabled;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The step while it runs. It only starts the request and is told its end, so no thread waits; after a restart of the
 * controller it asks again, which is safe since enabling an active password changes nothing.
 *
 * <p>Thread-safe: started, stopped and ended on different threads, and what they share is published safely.
 */
final class EnablePasswordExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final EnablePasswordOptions options;
    private transient volatile Enabling enabling;

    EnablePasswordExecution(EnablePasswordOptions options, StepContext context) {
        super(context);
        this.options = options;
    }

    @Override
    public boolean start() throws Exception {
        enable();
        return false;
    }

    @Override
    public void onResume() {
        try {
            getContext()
                    .get(TaskListener.class)
                    .getLogger()
                    .println(Messages.EnablePasswordExecution_resumed(options.id()));
            enable();
        } catch (IOException failure) {
            getContext().onFailure(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            getContext().onFailure(interrupted);
        }
    }

    private void enable() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        enabling = EnablePasswordTask.start(options, run, getContext().get(TaskListener.class), this::ended);
    }

    private void ended(Enabled enabled) {
        StepContext context = getContext();
        try {
            if (enabled.result() == BuildResult.FAILURE) {
                context.onFailure(new EnablePasswordException(enabled.activation()));
                return;
            }
            if (enabled.result() == BuildResult.UNSTABLE) {
                markUnstable(enabled);
            }
            context.onSuccess(new EnablePasswordResult(enabled.activation()));
        } catch (IOException | RuntimeException failure) {
            context.onFailure(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            context.onFailure(interrupted);
        }
    }

    private void markUnstable(Enabled enabled) throws IOException, InterruptedException {
        FlowNode node = getContext().get(FlowNode.class);
        String text = Messages.EnablePasswordExecution_unstable(
                enabled.activation().id(), enabled.activation().outcome());
        node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(text));
        getContext().get(Run.class).setResult(Result.UNSTABLE);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        Enabling running = enabling;
        if (running != null) {
            running.abort();
        }
        super.stop(cause);
    }

    /** For thread dumps of the Pipeline. */
    @Override
    public String getStatus() {
        return "enabling password " + options.id();
    }
}
