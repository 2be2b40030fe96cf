package io.jenkins.plugins.senhasegura.mysafe;

import io.jenkins.plugins.senhasegura.mysafe.api.Activation;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What the step returns to a Pipeline: small, serialisable, and readable in the sandbox without an approval. */
public final class EnablePasswordResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String outcome;
    private final boolean active;
    private final boolean alreadyActive;
    private final int httpStatus;
    private final String errorCode;
    private final String message;
    private final int attempts;
    private final long durationMillis;
    private final String server;
    private final String requestId;

    EnablePasswordResult(Activation activation) {
        id = activation.id();
        outcome = activation.outcome().name();
        active = activation.active();
        alreadyActive = activation.alreadyActive();
        httpStatus = activation.httpStatus();
        errorCode = activation.errorCode();
        message = activation.message();
        attempts = activation.attempts();
        durationMillis = activation.durationMillis();
        server = activation.server();
        requestId = activation.requestId();
    }

    /** The password's identifier. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** The outcome's name, such as {@code ACTIVATED}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** Whether the password is active now. */
    @Whitelisted
    public boolean isActive() {
        return active;
    }

    /** Whether the password was active before. */
    @Whitelisted
    public boolean isAlreadyActive() {
        return alreadyActive;
    }

    /** The last HTTP status, 0 without an answer. */
    @Whitelisted
    public int getHttpStatus() {
        return httpStatus;
    }

    /** The vendor's error code, or null. */
    @Whitelisted
    public String getErrorCode() {
        return errorCode;
    }

    /** The server's message in one line, or what kept it from answering; or null. */
    @Whitelisted
    public String getMessage() {
        return message;
    }

    /** API requests and failed token requests; 0 when nothing was sent. */
    @Whitelisted
    public int getAttempts() {
        return attempts;
    }

    /** How long it took, in milliseconds. */
    @Whitelisted
    public long getDurationMillis() {
        return durationMillis;
    }

    /** The configured server's name, or null where none was found. */
    @Whitelisted
    public String getServer() {
        return server;
    }

    /** The gateway's id of the last request, for the vendor's support; or null. */
    @Whitelisted
    public String getRequestId() {
        return requestId;
    }

    /** Id, outcome and server. */
    @Override
    @Whitelisted
    public String toString() {
        return "password " + id + ": " + outcome + (server == null ? "" : " on " + server);
    }
}
