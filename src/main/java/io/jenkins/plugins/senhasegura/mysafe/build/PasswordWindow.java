package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.Access;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessCheck;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeSettings;
import io.jenkins.plugins.senhasegura.mysafe.window.Closed;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Opened;
import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One window of a build, from its opening or its resume to its end: what the step and the build environment share. Its
 * ends come on threads that may block, after the last line in the log.
 *
 * <p>Thread-safe: what is under way is published before anything of it is told.
 */
public final class PasswordWindow {
    private final WindowOptions options;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Callable<Set<String>> masked;
    private final Holder holder;
    private final WindowGate gate;
    private final AtomicReference<CompletableFuture<Window>> taken = new AtomicReference<>();
    private volatile boolean aborted;

    /**
     * How an opening ended.
     *
     * @param leases what the block was told of, where the window is open
     * @param since from when it counts as open, or null
     * @param failure why it is not, or not for all of its passwords where it was taken up; or null
     */
    public record Opening(Set<String> leases, Instant since, OperationTask.Ended failure) {}

    /**
     * How a closing ended.
     *
     * @param result what it makes of the build
     * @param failure the end of a request to disable that says so, or null
     * @param password which one is still active, or null
     */
    public record Closing(BuildResult result, OperationTask.Ended failure, String password) {
        /** What fails the build. */
        public AbortException exception() {
            return failure != null
                    ? new EnablePasswordException(failure.result())
                    : new AbortException(Messages.window_failed_stillActive(password));
        }
    }

    /**
     * A window that nothing has been asked for yet.
     *
     * @param id the same after a restart
     * @param step the id of the step's node, empty for none
     */
    public PasswordWindow(
            WindowOptions options,
            Run<?, ?> run,
            TaskListener listener,
            Callable<Set<String>> masked,
            String id,
            String step) {
        this.options = options;
        this.run = run;
        this.listener = listener;
        this.masked = masked;
        this.holder = AccessWindows.get().holder(id, run, step);
        this.gate = new WindowGate(options, run, listener, masked);
    }

    /** Where it would be opened now, and as whom. */
    public WindowPlace place() {
        Access access =
                AccessCheck.of(MySafeConfiguration.get().settings(), run, options.server(), options.credentialsId());
        return new WindowPlace(access.server(), access.credentialsId());
    }

    /** Opens it; also again after a restart. */
    public CompletionStage<Opening> open(WindowPlace place) {
        return take(windows -> windows.open(place.request(options, holder), gate));
    }

    /**
     * Holds on to it after a restart; without an end where it is being closed already.
     *
     * @param since as its opening said, or null where that is not known
     */
    public CompletionStage<Opening> takeUp(WindowPlace place, Set<String> told, Instant since) {
        return take(windows -> windows.takeUp(place.request(options, holder), told, since, gate));
    }

    private interface Taking {
        Window from(io.jenkins.plugins.senhasegura.mysafe.window.Windows windows);
    }

    private CompletionStage<Opening> take(Taking taking) {
        CompletableFuture<Window> window = takeAfter(null, taking);
        return window == null
                ? new CompletableFuture<>()
                : window.thenCompose(begun -> begun.opening()
                        .handleAsync(this::opened, AccessWindows.teller())
                        .thenCompose(stage -> stage));
    }

    /** @return null where somebody else came first: only one may, or a window would be opened behind its own closing */
    private CompletableFuture<Window> takeAfter(CompletableFuture<Window> before, Taking taking) {
        CompletableFuture<Window> window = new CompletableFuture<>();
        if (!taken.compareAndSet(before, window)) {
            return null;
        }
        LiveWindows live = AccessWindows.get().live();
        try {
            live.begins(run, holder.window());
            Window begun = taking.from(AccessWindows.get().windows());
            live.began(run, holder.window(), begun);
            window.complete(begun);
        } catch (IOException noLeases) {
            live.ended(holder.window());
            window.completeExceptionally(noLeases(noLeases));
        } catch (Throwable broken) { // nobody else would tell who waits for it
            live.ended(holder.window());
            window.completeExceptionally(broken);
        }
        return window;
    }

    private static AbortException noLeases(Throwable failure) {
        return new AbortException(Messages.window_noLeases(failure.getClass().getSimpleName()));
    }

    private CompletionStage<Opening> opened(Window.Opening opening, Throwable failure) {
        if (failure != null) {
            AccessWindows.get().live().ended(holder.window());
            return CompletableFuture.failedFuture(
                    failure instanceof java.util.concurrent.CancellationException ? failure : noLeases(failure));
        }
        Set<String> leases = new LinkedHashSet<>();
        OperationTask.Ended failed = null;
        for (Opened each : opening.passwords()) {
            if (opening.open() && each.open()) {
                WindowTexts.opened(each).forEach(listener.getLogger()::println);
                leases.add(each.lease().id());
            }
            if (opening.open() && !each.open()) {
                String password = Long.toString(each.lease().key().password());
                listener.getLogger().println(Messages.window_lost(password));
            }
            OperationTask.Ended end = each.open()
                    ? null
                    : gate.result(Operation.ENABLE, each.lease().key().password());
            if (end != null && (failed == null || failed.build() != BuildResult.FAILURE)) {
                failed = end;
            }
        }
        if (opening.open()) {
            return CompletableFuture.completedFuture(new Opening(leases, opening.since(), failed));
        }
        AccessWindows.get().live().ended(holder.window());
        opening.closed().stream().map(WindowTexts::closed).forEach(listener.getLogger()::println);
        return failed == null
                ? CompletableFuture.failedFuture(new AbortException(Messages.window_over()))
                : CompletableFuture.completedFuture(new Opening(Set.of(), null, failed));
    }

    /** Reports that it cannot be opened because of the settings, in the way of the single steps. */
    public CompletionStage<Opening> refuse(SettingException unusable) {
        CompletableFuture<Opening> told = new CompletableFuture<>();
        OperationOptions first = options.single(Operation.ENABLE, options.ids().get(0));
        new OperationTask(first, run, masked) {
            @Override
            MySafeServer server(MySafeSettings settings) {
                throw unusable;
            }

            @Override
            String serverKey() {
                // Nobody else's look-up is this one.
                return holder.window();
            }
        }.start(listener, (end, failure) -> {
            if (failure == null) {
                told.complete(new Opening(Set.of(), null, end));
            } else {
                told.completeExceptionally(failure);
            }
        });
        return told;
    }

    /**
     * Closes it. What of it was not taken up after a restart, since that could not be done or the block ended before, is
     * closed by its leases.
     */
    public CompletionStage<Closing> close(WindowPlace place) {
        Taking again = windows -> windows.closeAgain(place.request(options, holder), gate);
        CompletableFuture<Window> left = takeAfter(null, again);
        CompletableFuture<Window> begun = left == null ? taken.get() : left;
        return begun.exceptionallyCompose(notTaken -> takeAfter(begun, again))
                .thenCompose(
                        window -> window.close().thenApplyAsync(all -> closed(window, all), AccessWindows.teller()));
    }

    private Closing closed(Window window, List<Closed> all) {
        AccessWindows.get().live().ended(holder.window());
        return new WindowEnd(options, gate, listener, window::isSettled, aborted).closing(all);
    }

    /**
     * Ends it at once, wherever it is: what may be active is left to the keeper.
     *
     * @return completed when what was given up has said so in the log, or takes too long to
     */
    public CompletableFuture<Void> abort() {
        aborted = true;
        CompletableFuture<Window> begun = taken.get();
        if (begun != null) {
            begun.thenAccept(Window::abort);
        }
        return gate.reported();
    }
}
