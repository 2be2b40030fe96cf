package io.jenkins.plugins.senhasegura.mysafe;

import hudson.AbortException;
import io.jenkins.plugins.senhasegura.mysafe.api.Activation;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.Outcome;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * Fails a Pipeline because a password was not enabled. {@code try}, {@code catchError} and {@code retry} see it; it has
 * the result's properties, and the log shows it without a stack trace.
 */
public final class EnablePasswordException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final EnablePasswordResult result;

    EnablePasswordException(Activation activation) {
        super(text(activation));
        result = new EnablePasswordResult(activation);
    }

    /** Nothing was sent, for the reason given. */
    static EnablePasswordException configuration(String id, String reason) {
        return new EnablePasswordException(
                Activation.unsent(Operation.ENABLE, id, Outcome.CONFIGURATION, reason, 0, null));
    }

    private static String text(Activation activation) {
        String said = activation.message() == null ? "" : ", " + activation.message();
        return Messages.EnablePasswordException_text(activation.id(), activation.outcome() + said);
    }

    /** All of it in one object, as the step returns it where it does not fail. */
    @Whitelisted
    public EnablePasswordResult getResult() {
        return result;
    }

    /** @see EnablePasswordResult#getId */
    @Whitelisted
    public String getId() {
        return result.getId();
    }

    /** @see EnablePasswordResult#getOutcome */
    @Whitelisted
    public String getOutcome() {
        return result.getOutcome();
    }

    /** Always false. */
    @Whitelisted
    public boolean isActive() {
        return result.isActive();
    }

    /** Always false. */
    @Whitelisted
    public boolean isAlreadyActive() {
        return result.isAlreadyActive();
    }

    /** @see EnablePasswordResult#getHttpStatus */
    @Whitelisted
    public int getHttpStatus() {
        return result.getHttpStatus();
    }

    /** @see EnablePasswordResult#getErrorCode */
    @Whitelisted
    public String getErrorCode() {
        return result.getErrorCode();
    }

    /** @see EnablePasswordResult#getAttempts */
    @Whitelisted
    public int getAttempts() {
        return result.getAttempts();
    }

    /** @see EnablePasswordResult#getDurationMillis */
    @Whitelisted
    public long getDurationMillis() {
        return result.getDurationMillis();
    }

    /** @see EnablePasswordResult#getServer */
    @Whitelisted
    public String getServer() {
        return result.getServer();
    }

    /** @see EnablePasswordResult#getRequestId */
    @Whitelisted
    public String getRequestId() {
        return result.getRequestId();
    }
}
