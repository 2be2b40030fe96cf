package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeListener;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Transport;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.response.FailureClassifier;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

/**
 * One request of a call, and its end.
 *
 * <p>Thread-safe: its exchange tells one thing after the other, and others may ask meanwhile how far it is.
 */
final class HttpAttempt implements ExchangeListener {
    /**
     * What came of it.
     *
     * @param response null where none came
     * @param failure what that means; null where a response came
     * @param sent whether the request had gone out
     * @param lost whether it had gone out before, on a connection that ended without a response
     */
    record End(RawResponse response, Verdict failure, boolean sent, boolean lost) {}

    private final ServerSettings server;
    private final ServerUrl url;
    private final Texts texts;
    private final Consumer<End> whenEnded;
    private volatile boolean sent;
    private volatile boolean lost;

    HttpAttempt(ServerSettings server, ServerUrl url, Texts texts, Consumer<End> whenEnded) {
        this.server = server;
        this.url = url;
        this.texts = texts;
        this.whenEnded = whenEnded;
    }

    /** Sends it; returns what ends it early, which nobody is told. */
    Runnable post(Transport transport, String authorization, String form) {
        return transport.post(server, url, authorization, form, this);
    }

    /** Whether the request has gone out, so that it may have been carried out. */
    boolean isSent() {
        return sent;
    }

    @Override
    public void sending(SSLSession session) {
        sent = true;
    }

    @Override
    public void sendingAgain() {
        lost = true;
    }

    @Override
    public void answered(RawResponse response) {
        whenEnded.accept(new End(response, null, true, lost));
    }

    @Override
    public void failed(Exception cause) {
        whenEnded.accept(new End(null, verdict(cause), sent, lost));
    }

    /** What it means that the request failed so. */
    Verdict verdict(Exception cause) {
        ProxySettings proxy = server.proxies().leniently(url);
        return FailureClassifier.verdict(cause, url.bareHost(), url.firstHop(proxy), texts);
    }
}
