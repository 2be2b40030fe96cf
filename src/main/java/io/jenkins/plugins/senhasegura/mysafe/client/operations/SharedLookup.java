package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingPool;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.BlockingTask;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/**
 * A look-up of settings and credentials under way, shared by all operations of one build that ask for the same at the same
 * time. Nothing is kept: who comes after its end begins another. Interrupted when nobody waits for it any more.
 *
 * <p>Thread-safe: its lock guards who waits; they are told without it, in the order in which they came.
 */
public final class SharedLookup {
    /** The longest that looking up settings and credentials may take, from its start. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Logger LOGGER = Logger.getLogger(SharedLookup.class.getName());

    /**
     * Told the end once; the failure is null, a {@link SettingException}, a {@link NotPermittedException}, what the pool refused or gave up, or an
     * {@link ExecutionException} that names the class of what the provider threw, and nothing else of it.
     */
    interface Waiter {
        void lookedUp(SharedLookup lookup, Throwable failure);
    }

    private final OperationRequest request;
    private final BuildOperations ofBuild;
    private final Object key;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private CompletableFuture<Void> work;
    private boolean over;
    private volatile ServerSettings server;
    private volatile ClientCredentials credentials;

    private SharedLookup(OperationRequest request, BuildOperations ofBuild) {
        this.request = request;
        this.ofBuild = ofBuild;
        this.key = request.shared() == null ? this : request.shared();
    }

    /** Joins the look-up of the same or begins it. */
    static SharedLookup join(OperationRequest request, BuildOperations ofBuild, BlockingPool pool, Waiter waiter) {
        SharedLookup mine = new SharedLookup(request, ofBuild);
        mine.add(waiter);
        SharedLookup lookup =
                ofBuild.lookups().compute(mine.key, (key, known) -> known != null && known.add(waiter) ? known : mine);
        if (lookup == mine) {
            mine.start(pool);
        }
        return lookup;
    }

    private synchronized boolean add(Waiter waiter) {
        return !over && waiters.add(waiter);
    }

    private void start(BlockingPool pool) {
        CompletableFuture<Void> started = pool.call(DEADLINE, request.holder(), this::lookUp);
        boolean abandoned;
        synchronized (this) {
            work = started;
            abandoned = waiters.isEmpty();
        }
        if (abandoned) {
            started.cancel(false);
        }
        started.whenComplete((nothing, failure) -> end(failure));
    }

    private Void lookUp() throws ExecutionException {
        try {
            BlockingTask.at("looking up the settings of a server");
            server = Objects.requireNonNull(request.server().call());
            BlockingTask.at("looking up credentials for the server " + server.name());
            credentials = Objects.requireNonNull(request.credentials().call());
            return null;
        } catch (SettingException | NotPermittedException ours) {
            throw ours;
        } catch (Throwable thrown) {
            String name = thrown.getClass().getName();
            // Once a build, however often it is tried; what was given up is said elsewhere.
            if (!BlockingTask.isGivenUp() && ofBuild.reports(name)) {
                ThrowableLog.log(LOGGER, "Credentials could not be looked up: " + request.shared(), thrown);
            }
            throw new ExecutionException(name, null);
        }
    }

    private void end(Throwable failure) {
        List<Waiter> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(waiters);
            waiters.clear();
        }
        ofBuild.lookups().remove(key, this);
        all.forEach(waiter -> waiter.lookedUp(this, failure));
    }

    /** One of those who wait has given up. */
    void leave(Waiter waiter) {
        CompletableFuture<Void> abandoned = null;
        synchronized (this) {
            if (waiters.remove(waiter) && waiters.isEmpty()) {
                over = true;
                abandoned = work;
            }
        }
        if (abandoned != null) {
            abandoned.cancel(false);
        }
    }

    /** The settings, or null where they were not found. */
    ServerSettings server() {
        return server;
    }

    /** The credentials, or null where they were not found. */
    ClientCredentials credentials() {
        return credentials;
    }

    /** What kept a look-up from its end, for a user; a provider's own message is not ours to repeat. */
    static String said(Throwable failure, OperationRequest request, Texts texts) {
        String message;
        if (failure instanceof SettingException || failure instanceof NotPermittedException) {
            message = failure.getMessage();
        } else if (failure instanceof TimeoutException) {
            message = texts.text("lookup.late", DEADLINE.toSeconds());
        } else if (failure instanceof RejectedExecutionException) {
            message = texts.text("lookup.hangs", request.shared().credentialsId());
        } else if (failure instanceof ExecutionException) {
            message = texts.text("lookup.failed", failure.getMessage());
        } else {
            message = texts.text("lookup.failed", failure.getClass().getName());
        }
        return Redactor.oneLine(message, Redactor.LONGEST_MESSAGE);
    }
}
