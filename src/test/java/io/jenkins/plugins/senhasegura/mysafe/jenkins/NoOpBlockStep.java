package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.model.TaskListener;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** What a step with a block costs that does nothing but run the block. */
public final class NoOpBlockStep extends RivalStep {
    private static final String FUNCTION = "benchmarkBlock";
    static final String CALL = FUNCTION + "(id: 10, server: 'measured')";

    @DataBoundConstructor
    public NoOpBlockStep(long id) {
        super(id);
    }

    static void register() {
        new DescriptorImpl().register();
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    @Override
    void work(Runnable whenDone) {
        throw new UnsupportedOperationException("its execution runs the block");
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            getContext().get(TaskListener.class).getLogger().println("nothing");
            getContext()
                    .newBodyInvoker()
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }
    }

    public static final class DescriptorImpl extends RivalDescriptor {
        public DescriptorImpl() {
            super(FUNCTION);
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
