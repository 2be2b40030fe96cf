package io.jenkins.plugins.senhasegura.mysafe;

import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a Pipeline may read of an operation that has ended, in the sandbox too: of its result and of its failure alike. */
public interface OperationProperties {
    /** One of the properties below, by its name; null where there is none. */
    Object value(String property);

    /** The password's identifier. */
    @Whitelisted
    default String getId() {
        return (String) value("id");
    }

    /** What was asked for: {@code ENABLE} or {@code DISABLE}. */
    @Whitelisted
    default String getOperation() {
        return (String) value("operation");
    }

    /** The outcome's name, such as {@code ACTIVATED}. */
    @Whitelisted
    default String getOutcome() {
        return (String) value("outcome");
    }

    /** Whether the password is active now, or may be since it was not proved to be disabled. */
    @Whitelisted
    default boolean isActive() {
        return Boolean.TRUE.equals(value("active"));
    }

    /** Whether the password was active before it was to be enabled. */
    @Whitelisted
    default boolean isAlreadyActive() {
        return Boolean.TRUE.equals(value("alreadyActive"));
    }

    /** The last HTTP status, 0 without a response. */
    @Whitelisted
    default int getHttpStatus() {
        return (int) number("httpStatus");
    }

    /** The vendor's error code, or null. */
    @Whitelisted
    default String getErrorCode() {
        return (String) value("errorCode");
    }

    /** The server's message in one line, or what kept it from responding; or null. */
    @Whitelisted
    default String getMessage() {
        return (String) value("message");
    }

    /** Which request the outcome is about, {@code TOKEN} or {@code API}; null where none was sent. */
    @Whitelisted
    default String getRequest() {
        return (String) value("request");
    }

    /** Who sent the response: {@code PROXY}, {@code GATEWAY} or {@code SENHASEGURA}; null where nothing proves it. */
    @Whitelisted
    default String getAnsweredBy() {
        return (String) value("answeredBy");
    }

    /** API requests and failed token requests; 0 when nothing was sent. */
    @Whitelisted
    default int getAttempts() {
        return (int) number("attempts");
    }

    /** How long it took, in milliseconds. */
    @Whitelisted
    default long getDurationMillis() {
        return number("durationMillis");
    }

    /** The configured server's name, or null where none was found. */
    @Whitelisted
    default String getServer() {
        return (String) value("server");
    }

    /** The gateway's id of the last request, for the vendor's support; or null. */
    @Whitelisted
    default String getRequestId() {
        return (String) value("requestId");
    }

    private long number(String property) {
        return value(property) instanceof Number number ? number.longValue() : 0;
    }
}
