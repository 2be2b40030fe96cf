package io.jenkins.plugins.senhasegura.mysafe.client.diagnosis;

import io.jenkins.plugins.senhasegura.mysafe.client.http.Causes;
import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeException;
import io.jenkins.plugins.senhasegura.mysafe.client.http.ExchangeListener;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.http.TlsPeer;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.MySafeClient;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Advice;
import io.jenkins.plugins.senhasegura.mysafe.client.response.FailureClassifier;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/**
 * One request of a connection test; tells the stages on the way to its response, each once and with the time that it took.
 *
 * <p>Not thread-safe: its exchange tells one thing after the other.
 */
final class Probe implements ExchangeListener {
    private static final int LONGEST_QUOTE = 200;

    /** Told the response; the probe still knows when the request went out. */
    interface Answered {
        void answered(Probe probe, RawResponse response);
    }

    private final MySafeClient client;
    private final ServerSettings server;
    private final ServerUrl url;
    private final Stage.Kind counts;
    private final ProxySettings proxy;
    private final Texts texts;
    private final Consumer<Stage> stages;
    private Answered whenResponded;
    /** What is being tried now, and so what a failure is about. */
    private Stage.Kind current = Stage.Kind.NAME;

    private long since;

    /** @param counts the stage that the response is about */
    Probe(
            MySafeClient client,
            ServerSettings server,
            ServerUrl url,
            Stage.Kind counts,
            Texts texts,
            Consumer<Stage> stages) {
        this.client = client;
        this.server = server;
        this.url = url;
        this.counts = counts;
        this.proxy = server.proxies().forHost(url.bareHost());
        this.texts = texts;
        this.stages = stages;
        this.since = client.scheduler().nanoTime();
    }

    ServerUrl url() {
        return url;
    }

    /** Sends; the way there is told unless the other probe has told it. */
    void startAfter(Probe other, String authorization, String form, Answered answered) {
        boolean sameWay = other != null
                && url.scheme().equals(other.url.scheme())
                && url.host().equals(other.url.host())
                && url.effectivePort() == other.url.effectivePort();
        whenResponded = answered;
        if (sameWay) {
            current = counts;
            post(authorization, form);
            return;
        }
        String host = url.firstHop(proxy);
        client.transport().addresses(host, server.limits().connectTimeout()).whenComplete((addresses, failure) -> {
            if (failure == null) {
                tell(Stage.Kind.NAME, Stage.Status.PASSED, names(host, addresses), null);
                current = Stage.Kind.CONNECTION;
                post(authorization, form);
            } else {
                failed(Causes.unwrapped(failure));
            }
        });
    }

    private String names(String host, InetAddress[] addresses) {
        String all = Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        return proxy == null
                ? texts.text("test.NAME.passed", host, all)
                : texts.text("test.NAME.proxy", host, all, url.bareHost());
    }

    private void post(String authorization, String form) {
        client.transport().post(server, url, authorization, form, this);
    }

    @Override
    public void connected() {
        // Before a tunnel stands, only the proxy has been reached.
        if (proxy == null || !url.isSecure()) {
            reached();
        }
    }

    @Override
    public void tunnelled() {
        reached();
    }

    private void reached() {
        if (current != Stage.Kind.CONNECTION) {
            return;
        }
        String port = Integer.toString(url.effectivePort());
        String text = proxy == null
                ? texts.text("test.CONNECTION.direct", url.bareHost(), port)
                : texts.text("test.CONNECTION.proxy", url.bareHost(), port, proxy.host() + ":" + proxy.port());
        tell(Stage.Kind.CONNECTION, Stage.Status.PASSED, text, null);
        current = Stage.Kind.TLS;
    }

    @Override
    public void sending(SSLSession session) {
        // On a connection that was there already, nothing has been told yet.
        reached();
        if (current == Stage.Kind.TLS) {
            tls(session);
        }
        current = counts;
        since = client.scheduler().nanoTime();
    }

    private void tls(SSLSession session) {
        if (!url.isSecure()) {
            tell(Stage.Kind.TLS, Stage.Status.NOTED, texts.text("test.TLS.none"), texts.text("test.TLS.none.remedy"));
            return;
        }
        TlsPeer peer = TlsPeer.of(session, server.trust());
        boolean soon = peer.expiresSoon(client.scheduler().now());
        String remedy = soon ? texts.text("test.TLS.soon") : null;
        tell(Stage.Kind.TLS, soon ? Stage.Status.NOTED : Stage.Status.PASSED, peer.text(texts), remedy);
    }

    @Override
    public void answered(RawResponse response) {
        whenResponded.answered(this, response);
    }

    @Override
    public void failed(Exception cause) {
        if (cause instanceof ExchangeException limit && limit.isNoTunnel()) {
            // The proxy answered instead of connecting to the server.
            String text = texts.text("test.CONNECTION.refused", proxy == null ? "" : proxy.host(), limit.status());
            tell(Stage.Kind.CONNECTION, Stage.Status.FAILED, text, texts.text("test.CONNECTION.refused.remedy"));
            return;
        }
        Verdict verdict = FailureClassifier.verdict(cause, url.bareHost(), url.firstHop(proxy), texts);
        String remedy = current == Stage.Kind.NAME || current == Stage.Kind.CONNECTION
                ? texts.text("test." + current + (proxy == null ? ".remedy" : ".proxyRemedy"))
                : Advice.of(verdict.about(request()), texts).solution();
        tell(current, Stage.Status.FAILED, said(verdict, Redactor.of(List.of())), remedy);
    }

    /** The outcome, the status and what the server said, or what kept it from answering. */
    static String said(Verdict verdict, Redactor redactor) {
        String status = verdict.status() == 0 ? "" : ", HTTP " + verdict.status();
        String message =
                verdict.message() == null ? "" : ": " + Redactor.oneLine(verdict.shown(redactor), LONGEST_QUOTE);
        return verdict.outcome() + status + message;
    }

    private RequestKind request() {
        return counts == Stage.Kind.TOKEN ? RequestKind.TOKEN : RequestKind.API;
    }

    /** What came of the request itself. */
    void tell(Stage.Status status, String text, String remedy) {
        tell(counts, status, text, remedy);
    }

    /** Ends the time of one stage and begins the next one's. */
    private void tell(Stage.Kind kind, Stage.Status status, String text, String remedy) {
        long now = client.scheduler().nanoTime();
        long millis = (now - since) / 1_000_000;
        since = now;
        stages.accept(new Stage(kind, status, millis, text, remedy));
    }
}
