package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.CallState.Step;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.logging.Logger;

/**
 * One operation on one password: queued for a permit, authorizing, sent, backing off, and done. No thread waits for it:
 * each state is entered by the event that ends the one before.
 *
 * <p>Thread-safe without a lock of its own: its events run one after the other, and whatever it is told meanwhile is the
 * next event. So nothing is told under a lock, and nothing comes back into it before its own method has returned.
 */
final class Call implements TokenCache.Waiter {
    private static final Logger LOGGER = Logger.getLogger(Call.class.getName());

    private final MySafeClient client;
    private final CallTarget target;
    private final BuildOperations ofBuild;
    private final Permit permit;
    private final CircuitPass circuit;
    private final Authorization authorization;
    private final RetryBudget budget;
    private final BudgetClock clock;
    private final ProgressLog log;
    private final Texts texts = Texts.in(Locale.getDefault());
    private final CompletableFuture<OperationResult> result = new CompletableFuture<>();
    private final CallState state = new CallState(result::isDone, this::breakOff);
    private boolean waited;
    private RequestKind request; // of the latest attempt, as the verdict; null before the first
    private Verdict lastVerdict;
    private final SentRequests sent = new SentRequests();

    Call(MySafeClient client, CallTarget target, BuildOperations ofBuild, CallLog log) {
        this.client = client;
        this.target = target;
        this.ofBuild = ofBuild;
        this.log = new ProgressLog(log, texts, target);
        budget = new RetryBudget(target.limits(), client.backoff());
        clock = new BudgetClock(budget, client.scheduler(), () -> state.run(this::expire));
        authorization = new Authorization(client, target, texts);
        ServerStates.State shared = client.stateOf(target.server());
        circuit = new CircuitPass(
                shared.circuit(), target.limits().circuitBreaker(), authorization.credential(), ofBuild.areClosings());
        Runnable turn = () -> state.on(Step.QUEUED, this::takeTurn);
        permit = new Permit(shared.limiter(), target.limits().connections(), ofBuild, state, turn);
    }

    CompletableFuture<OperationResult> result() {
        return result;
    }

    void start() {
        state.on(Step.QUEUED, () -> {
            if (mayGoOn()) {
                queue();
            }
        });
    }

    private boolean mayGoOn() {
        Verdict forbidden = waited || budget.attempts() > 0 ? target.refusal().get() : null;
        if (forbidden != null) {
            end(null, forbidden, false);
        } else if (circuit.isRefused(client.scheduler().nanoTime())) {
            end(request, log.refusedByCircuit(lastVerdict), false);
        }
        return !state.is(Step.DONE);
    }

    private void queue() {
        state.enter(Step.QUEUED);
        clock.stop();
        int before = permit.acquire(budget.attempts() > 0 || waited);
        if (before >= 0 && !waited) {
            waited = true;
            log.inLine(before);
        }
    }

    private void takeTurn() {
        // While the client is closed, the end of one call lets in the next, which must not send anything any more.
        if (client.isClosed()) {
            abort();
            return;
        }
        Duration pause = waited ? ofBuild.pause(client.scheduler().nanoTime()) : Duration.ZERO;
        if (!pause.isZero()) {
            // Lets those of other builds go first where this one may be the next of its build to be stopped.
            permit.release();
            backOff(pause);
        } else if (mayGoOn()) { // the circuit may have opened meanwhile, since the last attempt too
            clock.start();
            authorize();
        }
    }

    private void authorize() {
        state.enter(Step.AUTHORIZING);
        request = RequestKind.TOKEN;
        state.cancelledBy(authorization.obtain(this));
    }

    @Override
    public void token(AccessToken given, boolean cached) {
        state.on(Step.AUTHORIZING, () -> {
            authorization.granted(given, cached);
            log.granted(given, client.tokenPaths());
            send();
        });
    }

    @Override
    public void refused(Verdict verdict, boolean secretSent) {
        state.on(Step.AUTHORIZING, () -> attemptEnded(verdict, secretSent));
    }

    private void send() {
        state.enter(Step.SENT);
        request = RequestKind.API;
        HttpAttempt attempt =
                new HttpAttempt(target.server(), target.url(), texts, end -> state.on(Step.SENT, () -> responded(end)));
        sent.begin(attempt);
        state.cancelledBy(attempt.post(client.transport(), authorization.header(), null));
    }

    private void responded(HttpAttempt.End end) {
        Verdict verdict = target.verdict(end);
        sent.ended(end, verdict);
        if (verdict.outcome() == Outcome.NOT_AUTHENTICATED && authorization.renews()) {
            circuit.attempted(verdict);
            budget.countAttempt();
            log.tokenRefused(budget.attempts());
            authorize();
        } else {
            attemptEnded(verdict, end.sent());
        }
    }

    /** @param anythingSent whether anything of the caller's had been sent */
    private void attemptEnded(Verdict verdict, boolean anythingSent) {
        permit.release();
        circuit.attempted(verdict);
        lastVerdict = verdict;
        boolean tried = verdict.outcome() != Outcome.CONFIGURATION;
        if (tried) {
            budget.countAttempt();
        }
        RetryBudget.Decision then = clock.afterFailure(verdict);
        log.failed(request, verdict, then, budget, clock.left());
        if (then.then() == RetryBudget.Then.RETRY) {
            backOff(then.delay());
        } else {
            end(tried ? request : null, verdict, anythingSent);
        }
    }

    private void backOff(Duration wait) {
        state.enter(Step.BACKING_OFF);
        Future<?> timer = client.scheduler().schedule(wait, () -> state.on(Step.BACKING_OFF, this::queue));
        state.cancelledBy(() -> timer.cancel(false));
    }

    private void expire() {
        if (result.isDone() || !clock.isUsedUp()) {
            return; // a timer that could not be cancelled any more
        }
        boolean trying = state.is(Step.AUTHORIZING) || state.is(Step.SENT);
        if (trying) {
            budget.countAttempt();
        }
        end(request, log.outOfTime(), state.is(Step.SENT) ? sent.givenUp() : trying);
    }

    private void end(RequestKind about, Verdict verdict, boolean anythingSent) {
        if (circuit.record(verdict, anythingSent, client.scheduler().nanoTime())) {
            log.circuitOpens();
        }
        cleanUp();
        result.complete(resultOf(about, verdict));
    }

    private OperationResult resultOf(RequestKind about, Verdict verdict) {
        OperationResult ended = log.ended(about, verdict, budget.attempts(), clock.millisSinceCreation());
        return sent.isInDoubt() ? ended.doubted() : ended;
    }

    /** Should not be; whoever waits is told all the same. */
    private void breakOff(Throwable broken) {
        ThrowableLog.log(LOGGER, "A call broke off", broken);
        try {
            abandon();
        } finally {
            result.completeExceptionally(broken);
        }
    }

    /**
     * Ends it at once, wherever it is, and tells nobody but who waits for the result.
     *
     * @return what is known of it where its request was sent, or may yet be, and its end is not known; else null
     */
    OperationResult abort() {
        // Unlike cancel(), true for the first alone.
        if (!result.completeExceptionally(new CancellationException())) {
            return null;
        }
        boolean over = state.ranNow(this::abandon);
        if (over && !sent.isAny()) {
            return null;
        }
        OperationResult aborted = resultOf(RequestKind.API, Verdict.withoutResponse(Outcome.ABORTED, null));
        // Another thread is in the middle of an event, which may be the one that sends.
        return over ? aborted : aborted.doubted();
    }

    private void abandon() {
        if (state.is(Step.SENT)) {
            budget.countAttempt();
            sent.givenUp();
        }
        if (!state.is(Step.DONE)) {
            circuit.release();
            cleanUp();
        }
    }

    private void cleanUp() {
        try {
            clock.stop();
            state.end();
        } finally {
            permit.close();
            client.ended(this);
        }
    }
}
