package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.Causes;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Circumstances;
import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeException;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.http.TrustStoreException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/** Tells what it means that a request has no response, in words that name what went wrong and hold no stack trace. */
public final class FailureClassifier {
    /**
     * The head of a frame of up to 255 bytes: of its nine bytes only the third may be no control character. HttpCore says
     * of those only where they are.
     */
    private static final Pattern HTTP_2_SETTINGS = Pattern.compile("(?s)<(\\[0x\\w+]){2}(\\[0x\\w+]|.)(\\[0x\\w+]){6}");

    /** An alert of TLS: seven bytes, of which only the last may be no control character. */
    private static final Pattern TLS_ALERT = Pattern.compile("(?s)<(\\[0x\\w+]){6}(\\[0x\\w+]|.)>");

    private final ExchangeException failure;
    private final Circumstances at;
    private final String host;
    private final String firstHop;
    private final Texts texts;

    private FailureClassifier(ExchangeException failure, String host, String firstHop, Texts texts) {
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
    public static Verdict verdict(Exception failure, String host, String firstHop, Texts texts) {
        if (failure instanceof SettingException setting) {
            return Verdict.withoutResponse(Outcome.CONFIGURATION, setting.getMessage());
        }
        ExchangeException known = failure instanceof ExchangeException explained
                ? explained
                : ExchangeException.of(failure, null, Circumstances.UNKNOWN);
        FailureClassifier failures = new FailureClassifier(known, host, firstHop, texts);
        return known.key() == null ? failures.ofCause() : failures.ofLimit();
    }

    private Verdict verdictOf(Outcome outcome, String key, Object... arguments) {
        return verdict(outcome, texts.text("failure." + key, arguments));
    }

    /** With what the head of the response had, if it came so far. */
    private Verdict verdict(Outcome outcome, String message) {
        RawResponse head = failure.response();
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
        String offered = failure.response().header(RawResponse.PROXY_AUTHENTICATE);
        return verdictOf(Responder.ofProxy(status), key, firstHop, host, status, offered);
    }

    private Verdict ofCause() {
        Throwable cause = failure.getCause();
        if (cause instanceof MessageConstraintException) {
            return verdictOf(Outcome.UNEXPECTED_RESPONSE, "header");
        }
        if (cause instanceof TrustStoreException unreadable) {
            String text = texts.text("failure.trustStore", unreadable.store(), unreadable.detail());
            return verdict(Outcome.TLS_FAILURE, new FailureCause(Hint.TRUST_STORE, text));
        }
        SSLException tls = Causes.find(cause, SSLException.class);
        if (tls != null && !TlsFailures.isClosed(tls)) {
            return verdict(Outcome.TLS_FAILURE, new TlsFailures(at, host, texts).found(tls));
        }
        return verdict(Outcome.UNREACHABLE, noResponse(cause, tls != null));
    }

    private Verdict verdict(Outcome outcome, FailureCause found) {
        Verdict verdict = verdict(outcome, found.text());
        return found.hint() == null ? verdict : verdict.with(verdict.details().with(List.of(found.hint())));
    }

    private FailureCause noResponse(Throwable cause, boolean inHandshake) {
        if (Causes.find(cause, UnknownHostException.class) != null) {
            return found(null, "unknownHost", firstHop);
        }
        if (cause instanceof TimeoutException || cause instanceof RejectedExecutionException) {
            return found(null, "lookupTimeout", firstHop);
        }
        if (Causes.find(cause, SocketTimeoutException.class) != null) {
            return found(null, "silent", host);
        }
        ConnectException unconnected = Causes.find(cause, ConnectException.class);
        if (unconnected != null) {
            // Linux gives up by itself, too, after about two minutes or as its settings say.
            return found(null, says(unconnected, "timed out") ? "silent" : "refused", firstHop);
        }
        if (isLocal(cause)) {
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return found(null, "other", firstHop, why);
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
            String who = isAtTheProxy() ? firstHop : host;
            return notHttp(cause, who);
        }
        return found(null, "other", host, cause.getClass().getSimpleName());
    }

    /** Whether this controller could not even begin to connect: no route, no address or port of its own left. */
    private static boolean isLocal(Throwable cause) {
        return cause instanceof NoRouteToHostException
                || cause instanceof BindException
                || says(cause, "Network is unreachable")
                || says(cause, "Too many open files");
    }

    private static boolean says(Throwable cause, String words) {
        return cause.getMessage() != null && cause.getMessage().contains(words);
    }

    private FailureCause notHttp(Throwable cause, String who) {
        if (isHttp2(cause)) {
            return found(Hint.HTTP_2, "http2", who);
        }
        boolean isTls = !at.secure()
                && TLS_ALERT.matcher(String.valueOf(cause.getMessage())).find();
        return isTls ? found(Hint.HTTPS, "noHttp.tls", who) : found(null, "noHttp", who);
    }

    /** Whether the client could not read what begins like the settings of an HTTP/2 server, with which it greets. */
    private static boolean isHttp2(Throwable cause) {
        return cause.getMessage() != null
                && HTTP_2_SETTINGS.matcher(cause.getMessage()).find();
    }

    /** Whether a proxy is all that was spoken to, but for the handshake in a tunnel. */
    private boolean isAtTheProxy() {
        return at.proxied() && !at.sent();
    }

    /** Who closes without a word may have been spoken to in the wrong protocol. */
    private FailureCause closed(boolean inHandshake) {
        if (at.answered()) {
            return found(null, "closed", host);
        }
        if (isAtTheProxy()) {
            return found(null, "closed.proxy", firstHop, host);
        }
        if (at.secure() && at.certificateAsked() && !at.certificateSet()) {
            return found(Hint.CLIENT_CERTIFICATE, "closed.certificateAsked", host);
        }
        if (inHandshake || (at.secure() && !at.sent())) {
            return found(null, "closed.handshake", host);
        }
        String closed = texts.text("failure.closed", host);
        if (at == Circumstances.UNKNOWN) {
            return new FailureCause(null, closed);
        }
        String hint = texts.text(at.secure() ? "failure.hint.http2" : "failure.hint.https");
        return new FailureCause(null, closed + ' ' + hint);
    }

    private FailureCause found(Hint hint, String key, Object... arguments) {
        return new FailureCause(hint, texts.text("failure." + key, arguments));
    }
}
