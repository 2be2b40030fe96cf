package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.Extension;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step of a freestyle job that enables a disabled password in senhasegura MySafe. */
public final class EnablePasswordBuilder extends AbstractPasswordBuilder {
    /** @param id the password's identifier in MySafe; may hold {@code ${PARAMETERS}} of the build */
    @DataBoundConstructor
    public EnablePasswordBuilder(String id) {
        super(id);
    }

    @Override
    Operation operation() {
        return Operation.ENABLE;
    }

    /** The operation and the symbol, which is the name of the Pipeline step. */
    @Extension
    @Symbol(EnablePasswordStep.FUNCTION)
    public static final class DescriptorImpl extends AbstractDescriptor {
        /** Made by Jenkins. */
        public DescriptorImpl() {
            super(Operation.ENABLE);
        }
    }
}
