package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One operation on one password: waits in line, gets a token, sends the request, tries again, and ends. No thread
 * waits for it: each step is started by the end of the one before.
 *
 * <p>Thread-safe: every step holds the call's own lock. The lock of a second call is taken under it only where that one
 * waits, in line or for a token; one that waits never takes another's, so no two can wait for each other.
 */
final class Call extends Line.Entrant implements Deadlines.Expiring, Tokens.Waiter, Exchange.Listener {
    private static final Runnable NOTHING = () -> {};

    private final MySafeClient client;
    private final MySafeClient.ServerState state;
    private final Operation operation;
    private final PasswordId id;
    private final ServerSettings server;
    private final ClientCredentials credentials;
    private final Enablings ofBuild;
    private final Tokens.Key tokenKey;
    private final CallLog log;
    private final Texts texts = Texts.in(Locale.getDefault());
    private final CompletableFuture<Activation> result = new CompletableFuture<>();
    private final long started;
    private final Deadlines.Watch watch = new Deadlines.Watch(this);

    private Circuit.Admission admission = Circuit.Admission.PASS;
    private Runnable cancelStep = NOTHING;
    private boolean inside;
    private boolean trying;
    private boolean saidWaiting;
    private AccessToken token;
    /** Nothing that the server says may show one of these: the client secret and all tokens that were sent. */
    private final List<String> secrets = new ArrayList<>(2);

    private boolean tokenCached;
    private boolean tokenRenewed;
    private int attempts;
    private long budgetLeft;
    private long budgetSince = Long.MAX_VALUE;
    private volatile long deadline = Long.MAX_VALUE;
    private boolean done;

    Call(
            MySafeClient client,
            Operation operation,
            PasswordId id,
            ServerSettings server,
            ClientCredentials credentials,
            Enablings ofBuild,
            CallLog log) {
        this.client = client;
        this.state = client.stateOf(server);
        this.operation = operation;
        this.id = id;
        this.server = server;
        this.credentials = credentials;
        this.ofBuild = ofBuild;
        this.secrets.add(credentials.clientSecret());
        this.tokenKey = Tokens.Key.of(server, credentials);
        this.log = log;
        this.started = client.scheduler().nanoTime();
        this.budgetLeft = server.limits().totalTimeout().toNanos();
    }

    CompletableFuture<Activation> result() {
        return result;
    }

    synchronized void start() {
        // Aborted already where the client was closed meanwhile.
        if (!done && passesCircuit()) {
            enterLine();
        }
    }

    /** Asks the circuit; where it refuses, that is the end. */
    private boolean passesCircuit() {
        if (server.limits().circuitBreaker() && admission == Circuit.Admission.PASS) {
            admission = state.circuit().enter(client.scheduler().nanoTime());
        }
        if (admission == Circuit.Admission.REFUSED) {
            finish(Verdict.withoutAnswer(Outcome.UNAVAILABLE, texts.text("circuit.refused", Circuit.OPEN.toSeconds())));
            return false;
        }
        return true;
    }

    private void enterLine() {
        stopClock();
        cancelStep = NOTHING;
        int before = state.line().enter(this, server.limits().connections(), attempts > 0 || saidWaiting);
        if (before >= 0 && !saidWaiting) {
            saidWaiting = true;
            log.line(texts.text("log.inLine", server.name(), server.limits().connections(), before));
        }
    }

    @Override
    synchronized void admitted() {
        inside = true;
        // While the client is closed, the end of one call admits the next, which must not send anything any more.
        if (done || client.isClosed()) {
            leaveLine();
            return;
        }
        if (saidWaiting && stepsAside()) {
            return;
        }
        // The circuit may have opened while this one stood in line.
        if (saidWaiting && attempts == 0 && !passesCircuit()) {
            return;
        }
        startClock();
        obtainToken();
    }

    /** Lets those of other builds go first where this one may be the next of its build to be stopped. */
    private boolean stepsAside() {
        Duration pause = ofBuild.pause(client.scheduler().nanoTime());
        if (pause.isZero()) {
            return false;
        }
        leaveLine();
        enterLineAfter(pause);
        return true;
    }

    private void enterLineAfter(Duration wait) {
        Future<?> timer = client.scheduler().schedule(wait, this::enterLineAgain);
        cancelStep = () -> timer.cancel(false);
    }

    private synchronized void enterLineAgain() {
        if (!done) {
            enterLine();
        }
    }

    private void leaveLine() {
        if (inside) {
            inside = false;
            state.line().leave();
        }
    }

    private void obtainToken() {
        trying = true;
        Runnable leave = client.tokens().obtain(tokenKey, this::fetchToken, this);
        // With a cached token the request is on its way already, and that is what would have to be cancelled.
        if (trying && token == null) {
            cancelStep = leave;
        }
    }

    /** Shared by all who wait for the token, so it must not know this call. */
    private Runnable fetchToken(Consumer<TokenAnswerReader.TokenAnswer> end) {
        return client.transport()
                .post(server, server.tokenUrl(), null, credentials.tokenForm(), new Exchange.Listener() {
                    @Override
                    public void answered(RawAnswer answer) {
                        end.accept(TokenAnswerReader.read(answer));
                    }

                    @Override
                    public void failed(Exception cause) {
                        end.accept(new TokenAnswerReader.TokenAnswer(null, null, verdict(cause, server.tokenUrl())));
                    }
                });
    }

    @Override
    public synchronized void token(AccessToken given, boolean cached) {
        if (!done) {
            token = given;
            secrets.add(given.value());
            tokenCached = cached;
            Runnable abort =
                    client.transport().post(server, server.urlOf(operation, id), given.authorization(), null, this);
            // A request that could not even be sent has failed by now, and what is to be cancelled is what came of
            // that.
            if (trying) {
                cancelStep = abort;
            }
        }
    }

    @Override
    public synchronized void refused(Verdict verdict) {
        tried(verdict);
    }

    @Override
    public synchronized void answered(RawAnswer answer) {
        Verdict verdict = AnswerReader.read(operation, answer);
        if (!done && verdict.outcome() == Outcome.NOT_AUTHENTICATED) {
            client.tokens().drop(tokenKey, token);
            if (tokenCached && !tokenRenewed) {
                tokenRenewed = true;
                attempts++;
                token = null;
                log.line(texts.text("log.tokenRefused", attempts));
                obtainToken();
                return;
            }
        }
        tried(verdict);
    }

    @Override
    public synchronized void failed(Exception cause) {
        tried(verdict(cause, server.url()));
    }

    /** Whom a connection goes to: the proxy, or the host itself, also where the proxy's setting is what has failed. */
    private String firstHop(String host) {
        try {
            ProxySettings proxy = server.proxies().forHost(host);
            return proxy == null ? host : proxy.host();
        } catch (RuntimeException unreadable) {
            return host;
        }
    }

    private Verdict verdict(Exception cause, ServerUrl url) {
        return Failures.verdict(cause, url.bareHost(), firstHop(url.bareHost()), texts);
    }

    private void tried(Verdict verdict) {
        if (done) {
            return;
        }
        trying = false;
        leaveLine();
        if (verdict.outcome() != Outcome.CONFIGURATION) {
            attempts++;
        }
        if (verdict.outcome().isRetried() && attempts < server.limits().attempts()) {
            tryAgain(verdict);
        } else {
            finish(verdict);
        }
    }

    private void tryAgain(Verdict verdict) {
        Duration asked = verdict.outcome() == Outcome.RATE_LIMITED || verdict.outcome() == Outcome.UNAVAILABLE
                ? RetryAfter.read(verdict.retryAfter(), client.scheduler().now())
                : null;
        Duration wait = asked == null || asked.isZero() ? client.backoff().after(attempts) : asked;
        stopClock();
        if (wait.toNanos() >= budgetLeft) {
            log.line(texts.text(
                    "log.noTimeLeft",
                    texts.seconds(wait.toMillis()),
                    texts.seconds(Math.max(0, budgetLeft) / 1_000_000)));
            finish(verdict);
            return;
        }
        startClock();
        log.line(texts.text(
                "log.retry", attempts, server.limits().attempts(), said(verdict), texts.seconds(wait.toMillis())));
        token = null;
        enterLineAfter(wait);
    }

    private void startClock() {
        budgetSince = client.scheduler().nanoTime();
        deadline = budgetSince + budgetLeft;
    }

    private void stopClock() {
        if (budgetSince != Long.MAX_VALUE) {
            budgetLeft -= client.scheduler().nanoTime() - budgetSince;
            budgetSince = Long.MAX_VALUE;
            deadline = Long.MAX_VALUE;
        }
    }

    @Override
    public Deadlines.Watch watch() {
        return watch;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public synchronized void expire() {
        if (!done && deadline != Long.MAX_VALUE && client.scheduler().nanoTime() - deadline >= 0) {
            if (trying) {
                attempts++;
            }
            cancelStep.run();
            long limit = server.limits().totalTimeout().toSeconds();
            finish(Verdict.withoutAnswer(Outcome.UNREACHABLE, texts.text("failure.totalTimeout", limit)));
        }
    }

    /** Ends it at once, wherever it is, and tells nobody but who waits for the result. */
    void abort() {
        synchronized (this) {
            if (done) {
                return;
            }
            state.line().giveUp(this);
            cancelStep.run();
            state.circuit().withdrawn(admission);
            end();
        }
        // Without the lock, since others' code runs now.
        result.cancel(false);
    }

    private void finish(Verdict verdict) {
        settleCircuit(verdict.outcome());
        end();
        Redactor redactor = Redactor.of(secrets);
        long took = (client.scheduler().nanoTime() - started) / 1_000_000;
        result.complete(new Activation(
                operation,
                id.toString(),
                verdict.outcome(),
                verdict.status(),
                brief(redactor, verdict.errorCode()),
                redactor.message(verdict.message()),
                null,
                verdict.answeredBy(),
                attempts,
                took,
                server.name(),
                brief(redactor, verdict.requestId())));
    }

    private void settleCircuit(Outcome outcome) {
        if (admission == Circuit.Admission.REFUSED) {
            return;
        }
        if (outcome == Outcome.UNREACHABLE && server.limits().circuitBreaker()) {
            if (state.circuit().unanswered(admission, client.scheduler().nanoTime())) {
                log.line(texts.text("log.circuitOpens", server.name(), Circuit.OPEN.toSeconds()));
            }
        } else if (outcome == Outcome.CONFIGURATION) {
            state.circuit().withdrawn(admission);
        } else {
            state.circuit().answered();
        }
    }

    private void end() {
        done = true;
        leaveLine();
        client.ended(this);
    }

    private String said(Verdict verdict) {
        Redactor redactor = Redactor.of(secrets);
        String said = verdict.message() == null ? "" : ", \"" + redactor.message(verdict.message()) + '"';
        return verdict.outcome() + (verdict.status() == 0 ? "" : ", HTTP " + verdict.status()) + said;
    }

    private static String brief(Redactor redactor, String text) {
        return text == null ? null : Redactor.oneLine(redactor.message(text), 100);
    }
}
