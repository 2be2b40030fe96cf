package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A step that waits for a restart and does nothing else: what it loses Pipeline has lost. */
public final class ControlStep extends Step {
    static final String FUNCTION = "waitForRestart";

    @DataBoundConstructor
    public ControlStep() {
        // nothing to say
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
    public static final class DescriptorImpl extends RivalStep.RivalDescriptor {
        public DescriptorImpl() {
            super(FUNCTION);
        }
    }
}
