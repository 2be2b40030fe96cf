package io.jenkins.plugins.senhasegura.mysafe;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.api.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabled;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import io.jenkins.plugins.senhasegura.mysafe.audit.SensitiveVariables;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
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
    private transient volatile boolean stopped;

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
            if (!stopped) {
                getContext()
                        .get(TaskListener.class)
                        .getLogger()
                        .println(Messages.EnablePasswordExecution_resumed(options.id()));
                enable();
            }
        } catch (Throwable failure) { // nobody else would tell the Pipeline
            fail(failure);
        }
    }

    private void enable() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        if (stopped) {
            return;
        }
        Enabling started = EnablePasswordTask.start(options, run, listener, () -> masked(run), this::ended);
        enabling = started;
        if (stopped) {
            started.abort();
        }
    }

    private Set<String> masked(Run<?, ?> run) throws IOException, InterruptedException {
        EnvVars variables = getContext().get(EnvVars.class);
        return SensitiveVariables.values(run, variables, getContext().get(EnvironmentExpander.class));
    }

    private void ended(Enabled enabled, Throwable failure) {
        try {
            if (failure instanceof CancellationException) {
                // Told by who stopped it; and what Jenkins' stop ends goes on after its start.
                if (!stopped && !SharedEnabler.isStopped()) {
                    fail(new AbortException(Messages.EnablePasswordExecution_over(options.id())));
                }
            } else if (failure != null) {
                fail(failure);
            } else if (enabled.result() == BuildResult.FAILURE) {
                fail(new EnablePasswordException(enabled.activation()));
            } else {
                if (enabled.result() == BuildResult.UNSTABLE) {
                    markUnstable(enabled);
                }
                getContext().onSuccess(new EnablePasswordResult(enabled.activation()));
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

    private void markUnstable(Enabled enabled) throws IOException, InterruptedException {
        FlowNode node = getContext().get(FlowNode.class);
        String text = Messages.EnablePasswordExecution_unstable(
                enabled.activation().id(), enabled.activation().outcome());
        node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(text));
        getContext().get(Run.class).setResult(Result.UNSTABLE);
    }

    @Override
    public void stop(Throwable cause) {
        stopped = true;
        Enabling running = enabling;
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
        return "enabling password " + options.id();
    }
}
