package io.jenkins.plugins.senhasegura.mysafe.api;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/** Tells what it means that a request has no answer, in words that name what went wrong and hold no stack trace. */
final class Failures {
    private static final int DEEPEST = 20;

    private Failures() {}

    /** The exception itself, out of the wrappers that futures put around it. */
    static Exception unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof Exception exception ? exception : new IllegalStateException(inner);
    }

    static Verdict verdict(Exception failure, String host, Texts texts) {
        if (failure instanceof SettingException setting) {
            return Verdict.withoutAnswer(Outcome.CONFIGURATION, setting.getMessage());
        }
        if (failure instanceof ExchangeException limit) {
            boolean late = limit.getMessage().endsWith("Timeout");
            Outcome outcome = late ? Outcome.UNREACHABLE : Outcome.UNEXPECTED_RESPONSE;
            return new Verdict(outcome, limit.status(), null, limit.explanation(texts), null, null);
        }
        if (failure instanceof MessageConstraintException) {
            return Verdict.withoutAnswer(Outcome.UNEXPECTED_RESPONSE, texts.text("failure.header"));
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null && find(tls, EOFException.class) == null && find(tls, SocketException.class) == null) {
            return Verdict.withoutAnswer(Outcome.TLS_FAILURE, tlsMessage(tls, host, texts));
        }
        return Verdict.withoutAnswer(Outcome.UNREACHABLE, noAnswer(failure, host, texts));
    }

    private static String tlsMessage(SSLException tls, String host, Texts texts) {
        if (tls instanceof SSLPeerUnverifiedException) {
            return texts.text("failure.hostname", host);
        }
        if (find(tls, CertificateExpiredException.class) != null) {
            return texts.text("failure.expired", host);
        }
        Throwable deepest = deepest(tls);
        String detail = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        return texts.text("failure.tls", host, detail);
    }

    private static String noAnswer(Exception failure, String host, Texts texts) {
        if (find(failure, UnknownHostException.class) != null) {
            return texts.text("failure.unknownHost", host);
        }
        if (failure instanceof TimeoutException) {
            return texts.text("failure.lookupTimeout", host);
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return texts.text("failure.silent", host);
        }
        if (find(failure, ConnectException.class) != null) {
            return texts.text("failure.refused", host);
        }
        if (failure instanceof UnsupportedHttpVersionException || failure instanceof ProtocolException) {
            return texts.text("failure.noHttp", host);
        }
        if (failure instanceof ConnectionClosedException || find(failure, SocketException.class) != null) {
            return texts.text("failure.closed", host);
        }
        return texts.text("failure.other", host, failure.getClass().getSimpleName());
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < DEEPEST; depth++) {
            if (type.isInstance(current)) {
                return type.cast(current);
            }
            current = current.getCause();
        }
        return null;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current.getCause() != null && depth < DEEPEST; depth++) {
            current = current.getCause();
        }
        return current;
    }
}
