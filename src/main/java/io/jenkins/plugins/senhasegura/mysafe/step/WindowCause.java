package io.jenkins.plugins.senhasegura.mysafe.step;

import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordResult;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.OperationProperties;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** Why a block did not run that a window was to be open for, where that makes a build unstable. */
public final class WindowCause extends CauseOfInterruption implements OperationProperties {
    private static final long serialVersionUID = 1L;

    private final EnablePasswordResult result;

    public WindowCause(EnablePasswordResult result) {
        this.result = result;
    }

    /** All of it in one object, as the single steps return it. */
    @Whitelisted
    public EnablePasswordResult getResult() {
        return result;
    }

    @Override
    public Object value(String property) {
        return result.value(property);
    }

    @Override
    public String getShortDescription() {
        return Messages.window_unstable(result.getId(), result.getOutcome());
    }
}
