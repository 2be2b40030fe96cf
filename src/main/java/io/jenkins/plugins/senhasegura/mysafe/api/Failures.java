package io.jenkins.plugins.senhasegura.mysafe.api;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/** Tells what it means that a request has no answer, in words that name what went wrong and hold no stack trace. */
final class Failures {
    private static final int DEEPEST = 20;

    /** What HttpCore says when the connection ends without a TLS alert. */
    private static final String CLOSED_IN_HANDSHAKE = "TLS handshake failed";

    /** What the Java runtime says of a certificate for another host; there is no exception of its own for it. */
    private static final Pattern OTHER_HOST = Pattern.compile("No (subject alternative|name matching)");

    private Failures() {}

    /** The exception itself, out of the wrappers that futures put around it. */
    static Exception unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof Exception exception ? exception : new IllegalStateException(inner);
    }

    /**
     * @param host whom the request was for
     * @param firstHop whom to connect to: the proxy, or the host itself
     */
    static Verdict verdict(Exception failure, String host, String firstHop, Texts texts) {
        if (failure instanceof SettingException setting) {
            return Verdict.withoutAnswer(Outcome.CONFIGURATION, setting.getMessage());
        }
        if (failure instanceof ExchangeException limit) {
            return new Verdict(outcome(limit), limit.status(), null, limit.explanation(texts), null, null, null);
        }
        if (failure instanceof MessageConstraintException) {
            return Verdict.withoutAnswer(Outcome.UNEXPECTED_RESPONSE, texts.text("failure.header"));
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null && !isClosed(tls)) {
            return Verdict.withoutAnswer(Outcome.TLS_FAILURE, tlsMessage(tls, host, texts));
        }
        return Verdict.withoutAnswer(Outcome.UNREACHABLE, noAnswer(failure, host, firstHop, texts));
    }

    private static Outcome outcome(ExchangeException limit) {
        if (limit.getMessage().endsWith("Timeout")) {
            return Outcome.UNREACHABLE;
        }
        // A proxy's trouble passes, its refusal does not.
        return limit.isNoTunnel() && limit.status() >= 500 && limit.status() <= 599
                ? AnswerReader.byStatus(limit.status())
                : Outcome.UNEXPECTED_RESPONSE;
    }

    /** Whether the connection ended while TLS was being agreed on, which says nothing about trust. */
    private static boolean isClosed(SSLException tls) {
        return find(tls, EOFException.class) != null
                || find(tls, SocketException.class) != null
                || (tls.getCause() == null && CLOSED_IN_HANDSHAKE.equals(tls.getMessage()));
    }

    private static String tlsMessage(SSLException tls, String host, Texts texts) {
        if (find(tls, CertificateExpiredException.class) != null) {
            return texts.text("failure.expired", host);
        }
        Throwable deepest = deepest(tls);
        String detail = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        if (tls instanceof SSLPeerUnverifiedException
                || (deepest instanceof CertificateException
                        && OTHER_HOST.matcher(detail).lookingAt())) {
            return texts.text("failure.hostname", host);
        }
        return texts.text("failure.tls", host, detail);
    }

    private static String noAnswer(Exception failure, String host, String firstHop, Texts texts) {
        if (find(failure, UnknownHostException.class) != null) {
            return texts.text("failure.unknownHost", firstHop);
        }
        if (failure instanceof TimeoutException) {
            return texts.text("failure.lookupTimeout", firstHop);
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return texts.text("failure.silent", host);
        }
        if (find(failure, ConnectException.class) != null) {
            return texts.text("failure.refused", firstHop);
        }
        if (failure instanceof NoRouteToHostException) {
            return texts.text("failure.other", firstHop, failure.getClass().getSimpleName());
        }
        if (failure instanceof ConnectionClosedException
                // A reset is nothing more special than this where it is read.
                || failure.getClass() == IOException.class
                || failure instanceof TruncatedChunkException
                || find(failure, SocketException.class) != null
                || find(failure, SSLException.class) != null) {
            return texts.text("failure.closed", host);
        }
        if (failure instanceof UnsupportedHttpVersionException
                || failure instanceof MalformedChunkCodingException
                || failure instanceof ProtocolException) {
            return texts.text("failure.noHttp", host);
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
