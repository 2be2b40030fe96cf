package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult.FAILURE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult.SUCCESS;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult.UNSTABLE;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Everything that an operation on a password can end in.
 *
 * <p>The rule behind the default results: what a person must mend fails the build; what is the server's or the network's
 * passing trouble is tried again and then marks the build unstable. Sources: the vendor's page "POST | Enable password"
 * for the errors it documents, Kong Gateway's error texts for the gateway's.
 */
public enum Outcome {
    /** The password was disabled and is active now. */
    ACTIVATED(SUCCESS, false),
    /** The password was active before the call. */
    ALREADY_ACTIVE(SUCCESS, false),
    /** The password was active and is disabled now. */
    DEACTIVATED(SUCCESS, false),
    /** The password was disabled before the call. */
    ALREADY_INACTIVE(SUCCESS, false),
    /** Vendor's error 1005: no password has that identifier. */
    PASSWORD_NOT_FOUND(FAILURE, false),
    /** Vendor's error 1006, or status 403: the API key may not change this password, or not from this address. */
    ACCESS_DENIED(FAILURE, false),
    /** Any other refusal by a 4xx status that could be understood. */
    BAD_REQUEST(FAILURE, false),
    /** The access token, or the request for one, was refused. */
    NOT_AUTHENTICATED(FAILURE, false),
    /** The server failed: "Unexpected error." or a 5xx status without an outcome of its own. */
    SERVER_ERROR(UNSTABLE, true),
    /** The gateway could not understand the server behind it (502). */
    UPSTREAM_INVALID_RESPONSE(UNSTABLE, true),
    /** The gateway waited too long for the server behind it (504, 408). */
    UPSTREAM_TIMEOUT(UNSTABLE, true),
    /** The service is not available for the moment (503), or the open circuit refused the call. */
    UNAVAILABLE(UNSTABLE, true),
    /** Too many requests (429). */
    RATE_LIMITED(UNSTABLE, true),
    /** No response: name resolution, refused, reset, time-out, or a response that did not arrive whole. */
    UNREACHABLE(UNSTABLE, true),
    /** The server's certificate or host name is not trusted, or no TLS connection could be agreed on. */
    TLS_FAILURE(FAILURE, false),
    /** A response that is none of the documented ones: HTML, broken or oversized JSON, a redirect. */
    UNEXPECTED_RESPONSE(FAILURE, false),
    /** The provider of the credentials failed or did not respond in time; nothing was sent. */
    CREDENTIALS_UNAVAILABLE(UNSTABLE, true),
    /** The call could not be made as it was asked for; nothing was sent. */
    CONFIGURATION(FAILURE, false),
    /** A rule of this Jenkins forbids it; nothing was sent, or nothing more. */
    NOT_PERMITTED(FAILURE, false),
    /** Stopped after its request was sent, its end unknown. For log and records only: no step returns it. */
    ABORTED(FAILURE, false);

    /** What no error mapping changes. */
    private static final Set<Outcome> FIXED = EnumSet.of(CONFIGURATION, NOT_PERMITTED, ABORTED);

    private final BuildResult defaultResult;
    private final boolean retried;
    private final String meaning = "outcome." + name() + ".meaning";

    Outcome(BuildResult defaultResult, boolean retried) {
        this.defaultResult = defaultResult;
        this.retried = retried;
    }

    /** The result of a build when no error mapping says otherwise. */
    public BuildResult defaultResult() {
        return defaultResult;
    }

    /** Whether the same request may succeed a moment later, so that it is tried again. */
    public boolean isRetried() {
        return retried;
    }

    /** Whether the password is as it was asked for. */
    public boolean isSuccess() {
        return defaultResult == SUCCESS;
    }

    /** Whether an error mapping may name it: every error that depends on more than this Jenkins. */
    public boolean isMappable() {
        return !isSuccess() && !FIXED.contains(this);
    }

    /** The outcomes that an error mapping may name, in the order of this enum. */
    public static List<Outcome> mappable() {
        return Arrays.stream(values()).filter(Outcome::isMappable).toList();
    }

    /** In a few words, what happened. */
    public String meaning(Locale locale) {
        return Texts.in(locale).text(meaning);
    }

    /** In a few words, what it says of a password on which the operation was tried. */
    public String meaning(Operation operation, Locale locale) {
        // Of one that was stopped nobody knows what it says of the password.
        return isSuccess() || this == ABORTED
                ? meaning(locale)
                : Texts.in(locale).text("operation." + operation + ".failed", meaning(locale));
    }
}
