package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.Extension;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import org.kohsuke.stapler.DataBoundConstructor;

/** The Pipeline step {@code mysafeDisablePassword}: disables an active password in senhasegura MySafe. */
public final class DisablePasswordStep extends AbstractPasswordStep {
    static final String FUNCTION = "mysafeDisablePassword";

    /** @param id the password's identifier in MySafe, from 1 on; checked when the step starts */
    @DataBoundConstructor
    public DisablePasswordStep(long id) {
        super(id);
    }

    @Override
    Operation operation() {
        return Operation.DISABLE;
    }

    /** The operation and the name of the step. */
    @Extension
    public static final class DescriptorImpl extends AbstractDescriptor {
        /** Made by Jenkins. */
        public DescriptorImpl() {
            super(Operation.DISABLE, FUNCTION);
        }
    }
}
