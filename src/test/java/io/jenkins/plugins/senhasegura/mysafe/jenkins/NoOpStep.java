package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.model.TaskListener;
import java.util.Set;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** What an asynchronous step costs that does nothing: it writes a line and ends, both on Jenkins' timer. */
public final class NoOpStep extends Step {
    static final String CALL = "benchmarkNoOp()";

    @DataBoundConstructor
    public NoOpStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            TaskListener listener = getContext().get(TaskListener.class);
            Timer.get().execute(() -> {
                listener.getLogger().println("nothing");
                getContext().onSuccess(null);
            });
            return false;
        }
    }

    @TestExtension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "benchmarkNoOp";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class);
        }
    }
}
