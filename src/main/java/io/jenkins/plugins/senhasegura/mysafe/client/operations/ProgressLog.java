package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Puts into words what a call is doing, and masks in whatever the server says the secret and all tokens that were sent.
 * Used by one thread at a time, but for the end of a call that is aborted while another thread is at it.
 */
final class ProgressLog {

    private final CallLog log;
    private final Texts texts;
    private final CallTarget target;
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    ProgressLog(CallLog log, Texts texts, CallTarget target) {
        this.log = log;
        this.texts = texts;
        this.target = target;
        secrets.addAll(target.credentials().secrets());
    }

    /** Nothing that the server says may show the token from now on. Says once where the server grants tokens. */
    void granted(AccessToken token, TokenPaths paths) {
        secrets.add(token.value());
        ServerUrl path = target.server().tokenUrls().size() > 1
                ? paths.announcement(target.server().url())
                : null;
        if (path != null) {
            log.line(texts.text("log.tokenPath", target.server().name(), path));
        }
    }

    void inLine(int before) {
        log.line(texts.text(
                "log.inLine", target.server().name(), target.server().limits().connections(), before));
    }

    void tokenRefused(int attempt) {
        log.line(texts.text("log.tokenRefused", attempt));
    }

    /**
     * The circuit lets no attempt through.
     *
     * @param last what the attempt before said, which then is the call's end; null before the first
     */
    Verdict refusedByCircuit(Verdict last) {
        if (last != null) {
            log.line(texts.text("log.circuitStops", target.server().name()));
            return last;
        }
        return Verdict.withoutResponse(
                Outcome.UNAVAILABLE, texts.text("circuit.refused", CircuitBreaker.OPEN.toSeconds()));
    }

    Verdict outOfTime() {
        long limit = target.server().limits().totalTimeout().toSeconds();
        return Verdict.withoutResponse(Outcome.UNREACHABLE, texts.text("failure.totalTimeout", limit));
    }

    void circuitOpens() {
        log.line(texts.text("log.circuitOpens", target.server().name(), CircuitBreaker.OPEN.toSeconds()));
    }

    /** What follows a failed attempt, unless that is simply the end. */
    void failed(RequestKind request, Verdict verdict, RetryBudget.Decision then, RetryBudget budget, Duration left) {
        String wait = texts.seconds(then.delay().toMillis());
        switch (then.then()) {
            case RETRY -> {
                String attempt = OperationReport.attempt(verdict.about(request), redactor(), texts);
                log.line(texts.text("log.retry", budget.attempts(), budget.mostAttempts(), attempt, wait));
            }
            case NO_TIME -> log.line(texts.text("log.noTimeLeft", wait, texts.seconds(left.toMillis())));
            case ASKS_TOO_MUCH -> log.line(texts.text("log.asksTooMuch", wait, texts.seconds(left.toMillis())));
            default -> {}
        }
    }

    /** What became of the call. */
    OperationResult ended(RequestKind request, Verdict verdict, int attempts, long millis) {
        return verdict.about(request)
                .result(
                        target.operation(),
                        target.id(),
                        redactor(),
                        attempts,
                        millis,
                        target.server().name());
    }

    private Redactor redactor() {
        return Redactor.of(secrets);
    }
}
