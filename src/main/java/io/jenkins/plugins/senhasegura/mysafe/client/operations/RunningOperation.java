package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;

/**
 * One operation of a build from the look-up of its settings to its end, which arrives exactly once: a result, a failure
 * that should not be, or, after it was stopped, a cancelled future.
 *
 * <p>Thread-safe: its lock guards what is under way; nothing of others is called under it. What decides whether it was
 * stopped is its own flag, never what somebody throws.
 */
public final class RunningOperation implements PendingOperation, OperationLookup.Listener {
    private static final Logger LOGGER = Logger.getLogger(RunningOperation.class.getName());

    private final MySafeClient client;
    private final OperationRequest request;
    private final BuildOperations ofBuild;
    private final OperationReporter reporter;
    private final OperationLookup lookup;
    private final Texts texts = Texts.in(Locale.getDefault());
    private final CompletableFuture<OperationEnd> result = new CompletableFuture<>();
    // Written by one thing after the other.
    private volatile PasswordId id;
    private volatile ErrorMapping mapping = ErrorMapping.NONE;
    private volatile OperationResult last;

    private Call call;
    private boolean calling;
    private boolean stopped;

    public RunningOperation(
            MySafeClient client, BlockingPool pool, OperationRequest request, BuildOperations ofBuild, CallLog log) {
        this.client = client;
        this.request = request;
        this.ofBuild = ofBuild;
        this.reporter = new OperationReporter(log, ofBuild.queue(pool));
        this.lookup = new OperationLookup(client, pool, request, ofBuild, reporter, this);
    }

    public void start() {
        try {
            id = PasswordId.parse(request.id());
            mapping = Objects.requireNonNull(request.mapping().call());
        } catch (Throwable unusable) {
            notFound(Outcome.CONFIGURATION, unusable);
            return;
        }
        lookup.start(id);
    }

    @Override
    public void found() {
        call();
    }

    @Override
    public void notFound(Outcome outcome, Throwable failure) {
        String server = failure instanceof NotPermittedException forbidden ? forbidden.server() : lookup.serverName();
        end(unsent(outcome, SharedLookup.said(failure, request, texts), server));
    }

    private void call() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            calling = true;
        }
        CallTarget target =
                new CallTarget(request.operation(), id, lookup.server(), lookup.credentials(), this::refusal);
        Call begun = client.start(target, ofBuild, reporter::write);
        begun.result().whenComplete((result, failure) -> {
            if (failure == null) {
                end(result);
            } else if (!isStopped()) {
                brokenBy(failure);
            }
        });
        boolean late;
        synchronized (this) {
            call = begun;
            late = stopped;
        }
        if (late) {
            abandon(begun);
        }
    }

    /** What forbids it by now, though it was permitted when it was looked up; null where nothing does. */
    private Verdict refusal() {
        try {
            request.permission().accept(id);
            return null;
        } catch (NotPermittedException forbidden) {
            return Verdict.withoutResponse(Outcome.NOT_PERMITTED, SharedLookup.said(forbidden, request, texts));
        } catch (SettingException gone) {
            return Verdict.withoutResponse(Outcome.CONFIGURATION, SharedLookup.said(gone, request, texts));
        }
    }

    private OperationResult unsent(Outcome outcome, String message, String serverName) {
        String given = request.id() == null ? "" : Redactor.oneLine(request.id().strip(), 80);
        long took = lookup.sinceCreation().toMillis();
        return OperationResult.unsent(request.operation(), given, outcome, message, took, serverName);
    }

    private void end(OperationResult ended) {
        last = ended;
        OperationEnd end = endOf(ended);
        reporter.report(end);
        reporter.tell(() -> result.complete(end));
    }

    private OperationEnd endOf(OperationResult ended) {
        ClientCredentials credentials = lookup.credentials();
        String credentialsId = credentials == null ? null : credentials.credentialsId();
        return new OperationEnd(ended, mapping.resultOf(ended.outcome()), credentialsId);
    }

    /** Something that should not be: it is in the log of Jenkins, and the build ends all the same. */
    @Override
    public void brokenBy(Throwable broken) {
        ThrowableLog.log(LOGGER, "An operation broke off", broken);
        reporter.tell(() -> result.completeExceptionally(new IllegalStateException(
                texts.text("failure.brokeOff", broken.getClass().getName()))));
    }

    @Override
    public synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public CompletableFuture<OperationEnd> result() {
        return result;
    }

    @Override
    public CompletableFuture<Void> abort() {
        if (result.isDone() || !stop()) {
            return CompletableFuture.completedFuture(null);
        }
        ofBuild.stopped(client.scheduler().nanoTime());
        Call underWay;
        synchronized (this) {
            underWay = call;
            if (calling && underWay == null) {
                // Stopped while it begins: whether it comes to send anything nobody can tell.
                last = unsent(Outcome.ABORTED, null, lookup.serverName()).doubted();
            }
        }
        lookup.leave();
        CompletableFuture<Void> told = abandon(underWay);
        result.cancel(false);
        return told;
    }

    private CompletableFuture<Void> abandon(Call underWay) {
        OperationResult unknown = underWay == null ? null : underWay.abort();
        if (unknown != null) {
            last = unknown;
        } else if (underWay != null && last == null) {
            // It may have ended in this moment, and nobody has been told yet.
            last = underWay.result().handle((ended, cancelled) -> ended).getNow(null);
        }
        if (unknown == null) {
            return CompletableFuture.completedFuture(null);
        }
        return reporter.report(endOf(unknown), client.scheduler());
    }

    @Override
    public OperationResult last() {
        return last;
    }

    private synchronized boolean stop() {
        boolean first = !stopped;
        stopped = true;
        return first;
    }

    /** The client is closed, which ends its calls: what is asked for again after a restart leaves no record. */
    public void close() {
        stop();
        result.cancel(false);
    }
}
