package io.jenkins.plugins.senhasegura.mysafe.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/** Tells what it means that a request has no answer, in words that name what went wrong and hold no stack trace. */
final class Failures {
    private final ExchangeException failure;
    private final Circumstances at;
    private final String host;
    private final String firstHop;
    private final Texts texts;

    private Failures(ExchangeException failure, String host, String firstHop, Texts texts) {
        this.failure = failure;
        this.at = failure.circumstances();
        this.host = host;
        this.firstHop = firstHop;
        this.texts = texts;
    }

    /**
     * @param host whom the request was for
     * @param firstHop whom to connect to: the proxy, or the host itself
     */
    static Verdict verdict(Exception failure, String host, String firstHop, Texts texts) {
        if (failure instanceof SettingException setting) {
            return Verdict.withoutAnswer(Outcome.CONFIGURATION, setting.getMessage());
        }
        ExchangeException known = failure instanceof ExchangeException explained
                ? explained
                : ExchangeException.of(failure, null, Circumstances.UNKNOWN);
        Failures failures = new Failures(known, host, firstHop, texts);
        return known.key() == null ? failures.ofCause() : failures.ofLimit();
    }

    private Verdict verdictOf(Outcome outcome, String key, Object... arguments) {
        return verdict(outcome, texts.text("failure." + key, arguments));
    }

    /** With what the head of the response had, if it came so far. */
    private Verdict verdict(Outcome outcome, String message) {
        RawAnswer head = failure.response();
        AnsweredBy who = failure.isNoTunnel() ? AnsweredBy.PROXY : null;
        String requestId = head == null ? null : head.requestId();
        return new Verdict(outcome, failure.status(), null, message, who, null, requestId);
    }

    private Verdict ofLimit() {
        return switch (failure.key()) {
            case ExchangeException.NO_TUNNEL -> ofProxy();
            case ExchangeException.CONNECT_TIMEOUT -> verdictOf(Outcome.UNREACHABLE, failure.key(), failure.limit());
            case ExchangeException.RESPONSE_TIMEOUT ->
                verdictOf(
                        Outcome.UNREACHABLE,
                        failure.response() == null ? failure.key() : "responseTimeout.part",
                        failure.limit());
            default -> verdictOf(Outcome.UNEXPECTED_RESPONSE, failure.key(), failure.limit());
        };
    }

    /** A proxy's trouble with the server passes, its refusal does not. */
    private Verdict ofProxy() {
        int status = failure.status();
        String key = ProxyRefusal.key(failure.response(), at.proxyUserSet());
        String offered = failure.response().header(RawAnswer.PROXY_AUTHENTICATE);
        return verdictOf(Responder.ofProxy(status), key, firstHop, host, status, offered);
    }

    private Verdict ofCause() {
        Throwable cause = failure.getCause();
        if (cause instanceof MessageConstraintException) {
            return verdictOf(Outcome.UNEXPECTED_RESPONSE, "header");
        }
        if (cause instanceof TrustStoreException unreadable) {
            return verdictOf(Outcome.TLS_FAILURE, "trustStore", unreadable.store(), unreadable.detail());
        }
        SSLException tls = Causes.find(cause, SSLException.class);
        if (tls != null && !TlsFailures.isClosed(tls)) {
            return verdict(Outcome.TLS_FAILURE, new TlsFailures(at, host, texts).text(tls));
        }
        return verdict(Outcome.UNREACHABLE, noAnswer(cause, tls != null));
    }

    private String noAnswer(Throwable cause, boolean inHandshake) {
        if (Causes.find(cause, UnknownHostException.class) != null) {
            return texts.text("failure.unknownHost", firstHop);
        }
        if (cause instanceof TimeoutException) {
            return texts.text("failure.lookupTimeout", firstHop);
        }
        if (Causes.find(cause, SocketTimeoutException.class) != null) {
            return texts.text("failure.silent", host);
        }
        if (Causes.find(cause, ConnectException.class) != null) {
            return texts.text("failure.refused", firstHop);
        }
        if (cause instanceof NoRouteToHostException) {
            return texts.text("failure.other", firstHop, cause.getClass().getSimpleName());
        }
        if (cause instanceof ConnectionClosedException
                // A reset is nothing more special than this where it is read.
                || cause.getClass() == IOException.class
                || cause instanceof TruncatedChunkException
                || inHandshake
                || Causes.find(cause, SocketException.class) != null) {
            return closed(inHandshake);
        }
        if (cause instanceof UnsupportedHttpVersionException
                || cause instanceof MalformedChunkCodingException
                || cause instanceof ProtocolException) {
            return texts.text("failure.noHttp", isAtTheProxy() ? firstHop : host);
        }
        return texts.text("failure.other", host, cause.getClass().getSimpleName());
    }

    /** Whether a proxy is all that was spoken to, but for the handshake in a tunnel. */
    private boolean isAtTheProxy() {
        return at.proxied() && !at.sent();
    }

    /** Who closes without a word may have been spoken to in the wrong protocol. */
    private String closed(boolean inHandshake) {
        if (at.answered()) {
            return texts.text("failure.closed", host);
        }
        if (isAtTheProxy()) {
            return texts.text("failure.closed.proxy", firstHop, host);
        }
        if (at.secure() && at.certificateAsked() && !at.certificateSet()) {
            return texts.text("failure.closed.certificateAsked", host);
        }
        if (inHandshake || (at.secure() && !at.sent())) {
            return texts.text("failure.closed.handshake", host);
        }
        String closed = texts.text("failure.closed", host);
        return at.sent() && !at.secure() ? closed + ' ' + texts.text("failure.hint.https") : closed;
    }
}
