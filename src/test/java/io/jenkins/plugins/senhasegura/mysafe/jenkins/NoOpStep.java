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
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What an asynchronous step costs that does nothing: it takes the same arguments as the measured one, writes a line and
 * ends, both on Jenkins' timer.
 */
public final class NoOpStep extends Step {
    static final String CALL = "benchmarkNoOp id: 10, server: 'measured'";

    private final long id;
    private String server;

    @DataBoundConstructor
    public NoOpStep(long id) {
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

    /** Makes the step known to a started Jenkins; an extension of the tests' own would be in all of their controllers. */
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
        public boolean start() throws Exception {
            TaskListener listener = getContext().get(TaskListener.class);
            Timer.get().execute(() -> {
                listener.getLogger().println("nothing");
                getContext().onSuccess(null);
            });
            return false;
        }
    }

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
