package io.jenkins.plugins.senhasegura.mysafe;

import hudson.AbortException;
import io.jenkins.plugins.senhasegura.mysafe.api.Activation;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobWords;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * Fails a Pipeline because a password was not enabled, or not disabled. {@code try}, {@code catchError} and {@code retry}
 * see it; it has the result's properties, and the log shows it without a stack trace.
 */
public final class EnablePasswordException extends AbortException implements OperationProperties {
    private static final long serialVersionUID = 1L;

    private final EnablePasswordResult result;

    EnablePasswordException(EnablePasswordResult result) {
        super(text(result));
        this.result = result;
    }

    /**
     * Nothing was sent, since the id is none. It is quoted only where it is no text: the Pipeline keeps this with the
     * build, and at this point nobody can tell what the console masks.
     */
    static EnablePasswordException badId(Operation operation, Object given, SettingException bad) {
        String id = given == null ? "" : given.toString();
        boolean quoted = id.isBlank() || given instanceof Number || given instanceof Boolean;
        String shown = quoted ? id : JobWords.noNumber(id);
        String reason = quoted ? bad.getMessage() : bad.withoutValue(shown).getMessage();
        Activation unsent = Activation.unsent(operation, shown, Outcome.CONFIGURATION, reason, 0, null);
        return new EnablePasswordException(new EnablePasswordResult(unsent.asMap()));
    }

    /** Nothing was sent, since an argument cannot be used that is no id; it is not quoted. */
    static EnablePasswordException badArgument(Operation operation, SettingException bad) {
        Activation unsent = Activation.unsent(operation, "", Outcome.CONFIGURATION, bad.getMessage(), 0, null);
        return new EnablePasswordException(new EnablePasswordResult(unsent.asMap()));
    }

    private static String text(EnablePasswordResult result) {
        String said = result.getMessage() == null ? "" : ", " + result.getMessage();
        return OperationTexts.failed(
                Operation.valueOf(result.getOperation()), result.getId(), result.getOutcome() + said);
    }

    /** All of it in one object, as the step returns it where it does not fail. */
    @Whitelisted
    public EnablePasswordResult getResult() {
        return result;
    }

    @Override
    public Object value(String property) {
        return result.value(property);
    }
}
