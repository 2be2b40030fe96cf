package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationTask;
import io.jenkins.plugins.senhasegura.mysafe.build.PasswordWindow;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a window of a Pipeline takes from its step's context, and what its ends mean there. */
final class WindowStepContext {
    private WindowStepContext() {}

    /** The window of a step, new or after a restart. */
    static PasswordWindow window(StepContext context, WindowOptions options, String id)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        String step = context.get(FlowNode.class).getId();
        return new PasswordWindow(
                options, run, context.get(TaskListener.class), () -> StepContexts.masked(context, run), id, step);
    }

    /** What broke, without what only carried it; a build that is over says so. */
    static Throwable unwrapped(Throwable broken) {
        Throwable cause =
                broken instanceof CompletionException && broken.getCause() != null ? broken.getCause() : broken;
        return cause instanceof CancellationException ? new AbortException(Messages.window_over()) : cause;
    }

    /** What ends a step whose window could not be opened; null where it is open. */
    static Throwable failure(PasswordWindow.Opening opening, Throwable broken) {
        if (broken != null) {
            return unwrapped(broken);
        }
        return opening.failure() == null ? null : ofOpening(opening.failure());
    }

    private static Throwable ofOpening(OperationTask.Ended end) {
        return end.build() == BuildResult.UNSTABLE
                ? new FlowInterruptedException(Result.UNSTABLE, false, new WindowCause(end.result()))
                : new EnablePasswordException(end.result());
    }

    /**
     * Ends a step whose window is closed.
     *
     * @param end how its block has failed, which wins, or null
     * @param result what its block has returned
     */
    static void closed(
            StepContext context, PasswordWindow.Closing closing, Throwable broken, Throwable end, Object result)
            throws IOException, InterruptedException {
        BuildResult made = broken == null ? closing.result() : BuildResult.FAILURE;
        if (made == BuildResult.UNSTABLE) {
            StepContexts.markUnstable(context, Messages.window_failed_stillActive(closing.password()));
        }
        if (end != null) {
            context.onFailure(end);
        } else if (made == BuildResult.FAILURE) {
            context.onFailure(broken == null ? closing.exception() : unwrapped(broken));
        } else {
            context.onSuccess(result);
        }
    }

    /** The block runs already when a window is taken up, and goes on whatever comes of that. */
    static void takenUp(StepContext context, Throwable broken) {
        try {
            if (broken != null) {
                StepContexts.say(context, String.valueOf(unwrapped(broken).getMessage()));
            }
        } catch (IOException | InterruptedException over) {
            // Nobody reads that log any more.
            Thread.interrupted();
        }
    }
}
