package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.audit.SensitiveVariables;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What the steps take from their contexts, and what they do there. */
final class StepContexts {
    private StepContexts() {}

    /** The values that the console of the build masks where the step stands. */
    static Set<String> masked(StepContext context, Run<?, ?> run) throws IOException, InterruptedException {
        return SensitiveVariables.values(run, context.get(EnvVars.class), context.get(EnvironmentExpander.class));
    }

    static void say(StepContext context, String line) throws IOException, InterruptedException {
        context.get(TaskListener.class).getLogger().println(line);
    }

    /** Marks the build unstable, and its step in the Pipeline's views. */
    static void markUnstable(StepContext context, String text) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(text));
        context.get(Run.class).setResult(Result.UNSTABLE);
    }
}
