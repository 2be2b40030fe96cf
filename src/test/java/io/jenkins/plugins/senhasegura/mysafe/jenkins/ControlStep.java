package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import java.util.Set;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A step that waits for a restart and does nothing else: what it loses Pipeline has lost. */
public final class ControlStep extends Step {
    static final String FUNCTION = "waitForRestart";

    @DataBoundConstructor
    public ControlStep() {
        // nothing to say
    }

    /** Makes it known to a started Jenkins; an extension of the tests' own would be in all controllers. */
    static void register() {
        DescriptorImpl descriptor = new DescriptorImpl();
        ExtensionList.lookup(StepDescriptor.class).add(descriptor);
        ExtensionList.lookup(Descriptor.class).add(descriptor);
    }

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
        public boolean start() {
            return false;
        }

        @Override
        public void onResume() {
            Timer.get().execute(() -> getContext().onSuccess(null));
        }
    }

    /** Describes it to Pipeline. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class);
        }
    }
}
