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
import org.kohsuke.stapler.DataBoundSetter;

/**
 * An asynchronous step of the benchmark's own, for what the measured one would cost if it did less: it takes the same
 * arguments, writes a line and ends, both on Jenkins' timer.
 */
public abstract class RivalStep extends Step {
    private final long id;
    private String server;

    RivalStep(long id) {
        this.id = id;
    }

    public long getId() {
        return id;
    }

    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(String server) {
        this.server = server;
    }

    static String call(String function) {
        return function + " id: 10, server: 'measured'";
    }

    /** Does what this one does before its line; never blocks. */
    abstract void work(Runnable whenDone);

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final transient RivalStep step;

        Execution(StepContext context, RivalStep step) {
            super(context);
            this.step = step;
        }

        @Override
        public boolean start() throws Exception {
            TaskListener listener = getContext().get(TaskListener.class);
            step.work(() -> Timer.get().execute(() -> {
                listener.getLogger().println("nothing");
                getContext().onSuccess(null);
            }));
            return false;
        }
    }

    /** Describes a rival to Pipeline once it is {@linkplain #register() registered}. */
    abstract static class RivalDescriptor extends StepDescriptor {
        private final String function;

        RivalDescriptor(String function) {
            this.function = function;
        }

        /** Makes the step known to a started Jenkins; an extension of the tests' own would be in all controllers. */
        void register() {
            ExtensionList.lookup(StepDescriptor.class).add(this);
            ExtensionList.lookup(Descriptor.class).add(this);
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class);
        }
    }
}
