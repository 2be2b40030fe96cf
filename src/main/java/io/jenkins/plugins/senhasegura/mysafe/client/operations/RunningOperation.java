package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.SerialQueue;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Logger;

/**
 * One operation of a build from the look-up of its settings to its end, which arrives exactly once: a result, a failure
 * that should not be, or, after it was stopped, a cancelled future.
 *
 * <p>Thread-safe: its lock guards what is under way; nothing of others is called under it. What decides whether it was
 * stopped is its own flag, never what somebody throws.
 */
public final class RunningOperation implements PendingOperation, SharedLookup.Waiter {
    private static final Logger LOGGER = Logger.getLogger(RunningOperation.class.getName());

    /** How long a stop waits for its line in the log; who stops wants it at once. */
    static final Duration LONGEST_REPORT = Duration.ofSeconds(2);

    private final MySafeClient client;
    private final BlockingPool pool;
    private final OperationRequest request;
    private final BuildOperations ofBuild;
    private final CallLog log;
    private final SerialQueue queue;
    private final Texts texts = Texts.in(Locale.getDefault());
    private final CompletableFuture<OperationEnd> result = new CompletableFuture<>();
    private final long started;
    // Written by one thing after the other.
    private volatile PasswordId id;
    private volatile ErrorMapping mapping = ErrorMapping.NONE;
    private volatile ServerSettings server;
    private volatile ClientCredentials credentials;
    private volatile int lookups;
    private volatile OperationResult last;

    private SharedLookup lookup;
    private Future<?> retry;
    private Call call;
    private boolean calling;
    private boolean stopped;

    public RunningOperation(
            MySafeClient client, BlockingPool pool, OperationRequest request, BuildOperations ofBuild, CallLog log) {
        this.client = client;
        this.pool = pool;
        this.request = request;
        this.ofBuild = ofBuild;
        this.log = log;
        this.queue = ofBuild.queue(pool);
        this.started = client.scheduler().nanoTime();
    }

    public void start() {
        try {
            id = PasswordId.parse(request.id());
            mapping = Objects.requireNonNull(request.mapping().call());
        } catch (Throwable unusable) {
            end(unsent(Outcome.CONFIGURATION, SharedLookup.said(unusable, request, texts)));
            return;
        }
        lookUp();
    }

    private void lookUp() {
        try {
            if (isStopped()) {
                return;
            }
            // Before each look-up: what was allowed a moment ago may not be any more.
            request.permission().accept(id);
            SharedLookup joined = SharedLookup.join(request, ofBuild, pool, this);
            synchronized (this) {
                lookup = joined;
            }
            if (isStopped()) {
                joined.leave(this);
            }
        } catch (NotPermittedException forbidden) {
            end(forbidden(forbidden));
        } catch (SettingException unusable) {
            end(unsent(Outcome.CONFIGURATION, SharedLookup.said(unusable, request, texts)));
        } catch (Throwable broken) {
            breakOff(broken);
        }
    }

    @Override
    public void lookedUp(SharedLookup ended, Throwable failure) {
        if (isStopped()) {
            return;
        }
        try {
            server = ended.server();
            credentials = ended.credentials();
            if (failure == null) {
                call();
            } else if (failure instanceof NotPermittedException forbidden) {
                end(forbidden(forbidden));
            } else if (failure instanceof SettingException) {
                end(unsent(Outcome.CONFIGURATION, SharedLookup.said(failure, request, texts)));
            } else {
                lookUpAgain(failure);
            }
        } catch (Throwable broken) {
            breakOff(broken);
        }
    }

    private void lookUpAgain(Throwable failure) {
        Limits limits = server == null ? Limits.DEFAULT : server.limits();
        int failed = ++lookups;
        Duration wait = client.backoff().after(failed);
        long left = limits.totalTimeout().toNanos() - (client.scheduler().nanoTime() - started);
        if (failure instanceof RejectedExecutionException || failed >= limits.attempts() || wait.toNanos() >= left) {
            end(unsent(Outcome.CREDENTIALS_UNAVAILABLE, SharedLookup.said(failure, request, texts)));
            return;
        }
        write(texts.text(
                "log.retry",
                failed,
                limits.attempts(),
                Outcome.CREDENTIALS_UNAVAILABLE + ", \"" + SharedLookup.said(failure, request, texts) + '"',
                texts.seconds(wait.toMillis())));
        Future<?> timer = client.scheduler().schedule(wait, this::lookUp);
        synchronized (this) {
            retry = timer;
        }
    }

    private void call() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            calling = true;
        }
        Call begun = client.start(request.operation(), id, server, credentials, ofBuild, this::write);
        begun.result().whenComplete((activation, failure) -> {
            if (failure == null) {
                end(activation);
            } else if (!isStopped()) {
                breakOff(failure);
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

    private OperationResult unsent(Outcome outcome, String message) {
        return unsent(outcome, message, server == null ? null : server.name());
    }

    private OperationResult forbidden(NotPermittedException forbidden) {
        return unsent(Outcome.NOT_PERMITTED, SharedLookup.said(forbidden, request, texts), forbidden.server());
    }

    private OperationResult unsent(Outcome outcome, String message, String serverName) {
        String given = request.id() == null ? "" : Redactor.oneLine(request.id().strip(), 80);
        long took = (client.scheduler().nanoTime() - started) / 1_000_000;
        return OperationResult.unsent(request.operation(), given, outcome, message, took, serverName);
    }

    private void write(String line) {
        queue.executeUnlessHanging(() -> log.line(line));
    }

    private void end(OperationResult activation) {
        last = activation;
        OperationEnd enabled = report(activation);
        queue.execute(() -> result.complete(enabled));
    }

    /** Log and record, on the thread that writes them: whoever told the end has others to serve. */
    private OperationEnd report(OperationResult activation) {
        String credentialsId = credentials == null ? null : credentials.credentialsId();
        OperationEnd enabled = new OperationEnd(activation, mapping.resultOf(activation.outcome()), credentialsId);
        queue.executeUnlessHanging(
                () -> OperationReport.lines(enabled, Locale.getDefault()).forEach(log::line));
        queue.execute(() -> log.ended(enabled));
        return enabled;
    }

    /** Something that should not be: it is in the log of Jenkins, and the build ends all the same. */
    private void breakOff(Throwable broken) {
        ThrowableLog.log(LOGGER, "An operation broke off", broken);
        queue.execute(() -> result.completeExceptionally(new IllegalStateException(
                texts.text("failure.brokeOff", broken.getClass().getName()))));
    }

    private synchronized boolean isStopped() {
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
        SharedLookup left;
        Future<?> timer;
        Call underWay;
        synchronized (this) {
            left = lookup;
            timer = retry;
            underWay = call;
            if (calling && underWay == null) {
                // Stopped while it begins: whether it comes to send anything nobody can tell.
                last = unsent(Outcome.ABORTED, null).doubted();
            }
        }
        if (timer != null) {
            timer.cancel(false);
        }
        if (left != null) {
            left.leave(this);
        }
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
        CompletableFuture<Void> told = new CompletableFuture<>();
        report(unknown);
        queue.execute(() -> told.complete(null));
        Future<?> timer = client.scheduler().schedule(LONGEST_REPORT, () -> told.complete(null));
        told.whenComplete((nothing, failure) -> timer.cancel(false));
        return told;
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
