package io.jenkins.plugins.senhasegura.mysafe.api;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Turns a request into an outcome and the outcome into a result: the one piece that the step, the build step and the
 * command line share. Everything that may block runs on at most two threads of its own.
 *
 * <p>Thread-safe, {@link #close} included.
 */
public final class PasswordEnabler implements AutoCloseable {
    /** The longest that looking up settings and credentials may take. */
    static final Duration LOOKUP_DEADLINE = Duration.ofSeconds(30);

    private final Scheduler scheduler;
    private final TimerQueue timerQueue;
    private final Workers workers;
    private final MySafeClient client;

    PasswordEnabler(String userAgent, Scheduler scheduler, HostResolver.Lookup lookup, Backoff backoff) {
        this.scheduler = scheduler;
        this.timerQueue = new TimerQueue(scheduler);
        Deadlines deadlines = new Deadlines(scheduler);
        this.workers = new Workers(scheduler, deadlines);
        this.client = new MySafeClient(userAgent, scheduler, deadlines, workers, lookup, backoff);
    }

    /**
     * Starts the client; one is enough for a controller.
     *
     * @param userAgent names plugin and version to the server
     * @param scheduler clocks and timer
     */
    public static PasswordEnabler create(String userAgent, Scheduler scheduler) {
        return new PasswordEnabler(userAgent, scheduler, InetAddress::getAllByName, MySafeClient.jitter());
    }

    /** The same for a request that nothing else is stopped with. */
    public Enabling start(EnableRequest request, CallLog log) {
        return start(request, new Enablings(), log);
    }

    /**
     * Starts an operation on a password. Returns at once; nothing here throws for what a user can mend, it becomes
     * {@link Outcome#CONFIGURATION}.
     *
     * @param ofBuild those of the same build, which this one now belongs to
     * @param log is told, never on the I/O thread, what happens meanwhile and the report at the end
     */
    public Enabling start(EnableRequest request, Enablings ofBuild, CallLog log) {
        Running running = new Running(request, ofBuild, log);
        ofBuild.add(running);
        running.start();
        return running;
    }

    /**
     * Tries a server without changing anything. The future is told all stages that were tried, the failed one last.
     *
     * @param locale of the stages' texts
     */
    public CompletableFuture<List<Stage>> test(ServerSettings server, ClientCredentials credentials, Locale locale) {
        return new ConnectionTest(client, server, credentials, locale).start();
    }

    /** The longest that {@link #test} can take under these limits: every stage has its own deadline. */
    public static Duration longestTest(Limits limits) {
        return ConnectionTest.longest(limits);
    }

    MySafeClient client() {
        return client;
    }

    /** Aborts everything under way and ends every thread and connection. */
    @Override
    public void close() {
        client.close();
        workers.close();
    }

    /** One request from the look-up of its settings to its end. */
    private final class Running implements Enabling {
        private final EnableRequest request;
        private final Enablings ofBuild;
        private final CompletableFuture<Enabled> result = new CompletableFuture<>();
        private final Sequence sequence = new Sequence(timerQueue);
        private final CallLog log;
        private final CallLog meanwhile;
        private final long started = scheduler.nanoTime();
        // Written on the worker, read after it.
        private volatile PasswordId id;
        private volatile ErrorMapping mapping = ErrorMapping.NONE;
        private volatile ServerSettings server;
        private volatile ClientCredentials credentials;

        private Runnable abortStep = () -> {};
        private boolean aborted;

        Running(EnableRequest request, Enablings ofBuild, CallLog log) {
            this.request = request;
            this.ofBuild = ofBuild;
            this.log = log;
            this.meanwhile = line -> sequence.execute(() -> log.line(line));
        }

        void start() {
            CompletableFuture<Void> lookup = workers.call(LOOKUP_DEADLINE, this::lookUp);
            step(() -> lookup.cancel(false));
            lookup.whenComplete((nothing, failure) -> {
                if (failure == null) {
                    call();
                } else if (failure instanceof CancellationException) {
                    result.cancel(false);
                } else {
                    misconfigured(failure);
                }
            });
        }

        private Void lookUp() throws Exception {
            id = PasswordId.parse(request.id());
            mapping = Objects.requireNonNull(request.mapping().call());
            server = Objects.requireNonNull(request.server().call());
            credentials = Objects.requireNonNull(request.credentials().call());
            return null;
        }

        private void call() {
            Call call = client.start(request.operation(), id, server, credentials, ofBuild, meanwhile);
            step(call::abort);
            call.result().whenComplete((activation, failure) -> {
                if (failure == null) {
                    end(activation);
                } else {
                    result.cancel(false);
                }
            });
        }

        private void misconfigured(Throwable failure) {
            Texts texts = Texts.in(Locale.getDefault());
            String message;
            if (failure instanceof SettingException setting) {
                message = setting.getMessage();
            } else if (failure instanceof TimeoutException) {
                message = texts.text("lookup.late", LOOKUP_DEADLINE.toSeconds());
            } else {
                // The provider's own message is not ours to repeat: it may hold a secret.
                message = texts.text("lookup.failed", failure.getClass().getName());
            }
            String given =
                    request.id() == null ? "" : Redactor.oneLine(request.id().strip(), 80);
            long took = (scheduler.nanoTime() - started) / 1_000_000;
            end(Activation.unsent(
                    request.operation(),
                    given,
                    Outcome.CONFIGURATION,
                    Redactor.oneLine(message, Redactor.LONGEST_MESSAGE),
                    took,
                    server == null ? null : server.name()));
        }

        private void end(Activation activation) {
            String credentialsId = credentials == null ? null : credentials.credentialsId();
            Enabled enabled = new Enabled(activation, mapping.resultOf(activation.outcome()), credentialsId);
            // Put into words on the thread that writes them: whoever told the end has others to serve.
            sequence.execute(() -> {
                try {
                    Report.lines(enabled, Locale.getDefault()).forEach(log::line);
                } finally {
                    result.complete(enabled);
                }
            });
        }

        private void step(Runnable abort) {
            boolean now;
            synchronized (this) {
                abortStep = abort;
                now = aborted;
            }
            if (now) {
                abort.run();
            }
        }

        @Override
        public CompletableFuture<Enabled> result() {
            return result;
        }

        @Override
        public void abort() {
            if (result.isDone()) {
                return;
            }
            ofBuild.stopped(scheduler.nanoTime());
            Runnable step;
            synchronized (this) {
                aborted = true;
                step = abortStep;
            }
            // Without the lock, since whoever waits for the result is told at once.
            step.run();
            result.cancel(false);
        }
    }
}
