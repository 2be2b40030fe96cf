package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import org.kohsuke.stapler.DataBoundConstructor;

/** What an asynchronous step costs that does nothing. */
public final class NoOpStep extends RivalStep {
    private static final String FUNCTION = "benchmarkNoOp";
    static final String CALL = call(FUNCTION);

    @DataBoundConstructor
    public NoOpStep(long id) {
        super(id);
    }

    static void register() {
        new DescriptorImpl().register();
    }

    @Override
    void work(Runnable whenDone) {
        whenDone.run();
    }

    public static final class DescriptorImpl extends RivalDescriptor {
        public DescriptorImpl() {
            super(FUNCTION);
        }
    }
}
