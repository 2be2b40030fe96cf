package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * The look-up of one operation's settings and credentials, shared with others of its build where it is the same, and tried
 * again within the operation's budget where a provider throws.
 *
 * <p>Thread-safe: its lock guards what is under way; nothing of others is called under it.
 */
final class OperationLookup implements SharedLookup.Waiter {
    /** Whose look-up it is; told one end. */
    interface Listener {
        boolean isStopped();

        void found();

        void notFound(Outcome outcome, Throwable failure);

        /** Something that should not be. */
        void brokenBy(Throwable broken);
    }

    private final MySafeClient client;
    private final BlockingPool pool;
    private final OperationRequest request;
    private final BuildOperations ofBuild;
    private final OperationReporter reporter;
    private final Listener listener;
    private final Texts texts = Texts.in(Locale.getDefault());
    private final long started;
    // Written by one thing after the other.
    private volatile PasswordId id;
    private volatile ServerSettings server;
    private volatile ClientCredentials credentials;
    private volatile int failures;

    private boolean looking;
    /** The one under way; let go at its end, for an operation may wait in line for long. */
    private SharedLookup joined;

    private Future<?> retry;

    OperationLookup(
            MySafeClient client,
            BlockingPool pool,
            OperationRequest request,
            BuildOperations ofBuild,
            OperationReporter reporter,
            Listener listener) {
        this.client = client;
        this.pool = pool;
        this.request = request;
        this.ofBuild = ofBuild;
        this.reporter = reporter;
        this.listener = listener;
        this.started = client.scheduler().nanoTime();
    }

    void start(PasswordId password) {
        id = password;
        lookUp();
    }

    private void lookUp() {
        try {
            if (listener.isStopped()) {
                return;
            }
            // Before each look-up: what was allowed a moment ago may not be any more.
            request.permission().accept(id);
            synchronized (this) {
                looking = true;
            }
            SharedLookup present = SharedLookup.join(request, ofBuild, pool, this);
            synchronized (this) {
                joined = looking ? present : null;
            }
            if (listener.isStopped()) {
                present.leave(this);
            }
        } catch (NotPermittedException forbidden) {
            listener.notFound(Outcome.NOT_PERMITTED, forbidden);
        } catch (SettingException unusable) {
            listener.notFound(Outcome.CONFIGURATION, unusable);
        } catch (Throwable broken) {
            listener.brokenBy(broken);
        }
    }

    @Override
    public void lookedUp(SharedLookup ended, Throwable failure) {
        synchronized (this) {
            looking = false;
            joined = null;
        }
        if (listener.isStopped()) {
            return;
        }
        try {
            server = ended.server();
            credentials = ended.credentials();
            if (failure == null) {
                listener.found();
            } else if (failure instanceof NotPermittedException) {
                listener.notFound(Outcome.NOT_PERMITTED, failure);
            } else if (failure instanceof SettingException) {
                listener.notFound(Outcome.CONFIGURATION, failure);
            } else {
                lookUpAgain(failure);
            }
        } catch (Throwable broken) {
            listener.brokenBy(broken);
        }
    }

    private void lookUpAgain(Throwable failure) {
        Limits limits = server == null ? Limits.DEFAULT : server.limits();
        int failed = ++failures;
        Duration wait = client.backoff().after(failed);
        Duration left = limits.totalTimeout().minus(sinceCreation());
        if (failure instanceof RejectedExecutionException || failed >= limits.attempts() || wait.compareTo(left) >= 0) {
            listener.notFound(Outcome.CREDENTIALS_UNAVAILABLE, failure);
            return;
        }
        reporter.write(texts.text(
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

    /** How long ago the operation was asked for. */
    Duration sinceCreation() {
        return Duration.ofNanos(client.scheduler().nanoTime() - started);
    }

    /** Waits for it no longer. */
    void leave() {
        SharedLookup left;
        Future<?> timer;
        synchronized (this) {
            left = joined;
            timer = retry;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        if (left != null) {
            left.leave(this);
        }
    }

    /** The settings, or null where they were not found. */
    ServerSettings server() {
        return server;
    }

    /** The name of the server, or null where there are no settings. */
    String serverName() {
        return server == null ? null : server.name();
    }

    /** The credentials, or null where they were not found. */
    ClientCredentials credentials() {
        return credentials;
    }
}
