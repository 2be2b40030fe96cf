package io.jenkins.plugins.senhasegura.mysafe.api;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/**
 * One request of a connection test; tells the stages on the way to its answer, each with the time that it took.
 *
 * <p>Not thread-safe: its exchange tells one thing after the other.
 */
final class Probe implements Exchange.Listener {
    /** Told the answer; the probe still knows when the request went out. */
    interface Answered {
        void answered(Probe probe, RawAnswer answer);
    }

    private final MySafeClient client;
    private final ServerSettings server;
    private final ServerUrl url;
    private final ProxySettings proxy;
    private final Texts texts;
    private final Consumer<Stage> stages;
    private Answered whenAnswered;
    private Stage.Kind current = Stage.Kind.NAME;
    private boolean told;
    private long since;

    Probe(MySafeClient client, ServerSettings server, ServerUrl url, Texts texts, Consumer<Stage> stages) {
        this.client = client;
        this.server = server;
        this.url = url;
        this.proxy = server.proxies().forHost(url.bareHost());
        this.texts = texts;
        this.stages = stages;
        this.since = client.scheduler().nanoTime();
    }

    boolean isSameTarget(Probe other) {
        return url.scheme().equals(other.url.scheme())
                && url.host().equals(other.url.host())
                && url.effectivePort() == other.url.effectivePort();
    }

    /** Resolves the name, connects and sends. */
    void start(String authorization, String form, Answered answered) {
        String host = proxy == null ? url.bareHost() : proxy.host();
        client.transport().addresses(host, server.limits().connectTimeout()).whenComplete((addresses, failure) -> {
            if (failure == null) {
                stages.accept(stage(Stage.Kind.NAME, Stage.Status.PASSED, names(host, addresses), null));
                current = Stage.Kind.CONNECTION;
                post(authorization, form, answered);
            } else {
                failed(Failures.unwrapped(failure));
            }
        });
    }

    private String names(String host, InetAddress[] addresses) {
        String all = Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        return proxy == null
                ? texts.text("test.NAME.passed", host, all)
                : texts.text("test.NAME.proxy", host, all, url.bareHost());
    }

    /** Sends to where another probe has connected already; the way there is not told again. */
    void send(String authorization, String form, Answered answered) {
        told = true;
        current = Stage.Kind.API;
        post(authorization, form, answered);
    }

    private void post(String authorization, String form, Answered answered) {
        whenAnswered = answered;
        client.transport().post(server, url, authorization, form, this);
    }

    @Override
    public void connected() {
        if (!told) {
            String port = Integer.toString(url.effectivePort());
            String text = proxy == null
                    ? texts.text("test.CONNECTION.direct", url.bareHost(), port)
                    : texts.text("test.CONNECTION.proxy", url.bareHost(), port, proxy.host() + ":" + proxy.port());
            stages.accept(stage(Stage.Kind.CONNECTION, Stage.Status.PASSED, text, null));
            current = Stage.Kind.TLS;
        }
    }

    @Override
    public void sending(SSLSession session) {
        if (!told) {
            told = true;
            stages.accept(tls(session));
        }
        current = whereTheAnswerCounts();
        since = client.scheduler().nanoTime();
    }

    private Stage.Kind whereTheAnswerCounts() {
        return url.equals(server.tokenUrl()) ? Stage.Kind.TOKEN : Stage.Kind.API;
    }

    private Stage tls(SSLSession session) {
        if (!url.isSecure()) {
            return stage(
                    Stage.Kind.TLS,
                    Stage.Status.NOTED,
                    texts.text("test.TLS.none"),
                    texts.text("test.TLS.none.remedy"));
        }
        TlsPeer peer = TlsPeer.of(session, server.trust());
        Stage.Status status = peer.expiresSoon(client.scheduler().now()) ? Stage.Status.NOTED : Stage.Status.PASSED;
        String remedy = status == Stage.Status.NOTED ? texts.text("test.TLS.soon") : null;
        return stage(Stage.Kind.TLS, status, peer.text(texts), remedy);
    }

    @Override
    public void answered(RawAnswer answer) {
        whenAnswered.answered(this, answer);
    }

    /** The proxy answered instead of connecting to the server. */
    private Stage refused(ExchangeException noTunnel) {
        String text = texts.text("test.CONNECTION.refused", proxy == null ? "" : proxy.host(), noTunnel.status());
        return stage(Stage.Kind.CONNECTION, Stage.Status.FAILED, text, texts.text("test.CONNECTION.refused.remedy"));
    }

    @Override
    public void failed(Exception cause) {
        if (cause instanceof ExchangeException limit && limit.isNoTunnel()) {
            stages.accept(refused(limit));
            return;
        }
        String firstHop = proxy == null ? url.bareHost() : proxy.host();
        Verdict verdict = Failures.verdict(cause, url.bareHost(), firstHop, texts);
        String remedy = current == Stage.Kind.NAME || current == Stage.Kind.CONNECTION
                ? texts.text("test." + current + (proxy == null ? ".remedy" : ".proxyRemedy"))
                : texts.text("outcome." + verdict.outcome() + ".solution");
        stages.accept(failed(current, verdict, remedy));
    }

    Stage failed(Stage.Kind kind, Verdict verdict, String remedy) {
        return stage(kind, Stage.Status.FAILED, said(verdict), remedy);
    }

    /** The outcome, the status and what the server said, or what kept it from answering. */
    static String said(Verdict verdict) {
        String status = verdict.status() == 0 ? "" : ", HTTP " + verdict.status();
        String message = verdict.message() == null ? "" : ": " + Redactor.oneLine(verdict.message(), 200);
        return verdict.outcome() + status + message;
    }

    /** Ends the time of one stage and begins the next one's. */
    Stage stage(Stage.Kind kind, Stage.Status status, String text, String remedy) {
        long now = client.scheduler().nanoTime();
        long millis = (now - since) / 1_000_000;
        since = now;
        return new Stage(kind, status, millis, text, remedy);
    }
}
