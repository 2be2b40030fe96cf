package io.jenkins.plugins.senhasegura.mysafe;

import hudson.AbortException;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobWords;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * Fails a Pipeline because a password was not enabled, or not disabled. {@code try}, {@code catchError} and {@code retry}
 * see it; it has the result's properties, and the log shows it without a stack trace.
 */
public final class EnablePasswordException extends AbortException implements OperationProperties {
    private static final long serialVersionUID = 1L;

    private final EnablePasswordResult result;

    public EnablePasswordException(EnablePasswordResult result) {
        super(text(result));
        this.result = result;
    }

    /**
     * Nothing was sent, since the id is none. It is quoted only where it is no text: the Pipeline keeps this with the
     * build, and at this point nobody can tell what the console masks.
     */
    public static EnablePasswordException badId(Operation operation, Object given, SettingException bad) {
        String id = given == null ? "" : given.toString();
        boolean quoted = id.isBlank() || given instanceof Number || given instanceof Boolean;
        String shown = quoted ? id : JobWords.noNumber(id);
        String reason = quoted ? bad.getMessage() : bad.withoutValue(shown).getMessage();
        OperationResult unsent = OperationResult.unsent(operation, shown, Outcome.CONFIGURATION, reason, 0, null);
        return new EnablePasswordException(new EnablePasswordResult(unsent.asMap()));
    }

    /** Nothing was sent, since an argument cannot be used that is no id; it is not quoted. */
    public static EnablePasswordException badArgument(Operation operation, SettingException bad) {
        OperationResult unsent =
                OperationResult.unsent(operation, "", Outcome.CONFIGURATION, bad.getMessage(), 0, null);
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
