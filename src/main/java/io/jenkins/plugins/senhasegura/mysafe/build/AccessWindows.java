package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Keeper;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.LeaseFile;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowKey;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowLimits;
import io.jenkins.plugins.senhasegura.mysafe.window.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's windows and their keeper: begun when Jenkins is up, since only then is known which builds live on.
 *
 * <p>Thread-safe: its lock guards the begin and the stop; nothing is sent under it.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class AccessWindows extends ItemListener {
    static final String FOLDER = "mysafe-leases";
    private static final String FILE = "leases.jsonl";
    private static final Logger LOGGER = Logger.getLogger(AccessWindows.class.getName());

    /** Below the 60 s that Pipeline's {@code timeout} leaves a block to end. */
    private static final Duration CLOSING = Duration.ofSeconds(45);

    /** What a request to disable has of it: its own end says more than its being given up. */
    static final Duration CLOSING_CALL = CLOSING.minusSeconds(5);

    /** Where no server is known any more. */
    private static final Duration RESPONSE = Duration.ofSeconds(65);

    /** How long after the first window the keeper begins where nobody says that Jenkins is up: the plugin came later. */
    private static final Duration LATE_START = Duration.ofMinutes(1);

    private final LiveWindows live = new LiveWindows();
    private final WindowThreads threads = new WindowThreads(SharedOperations::scheduler);
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private String instance;
    private LeaseFile file;
    private Windows windows;
    private Keeper keeper;
    private boolean unreadable;
    private boolean up;
    private boolean started;
    private boolean stopped;

    public static AccessWindows get() {
        return ExtensionList.lookupSingleton(AccessWindows.class);
    }

    /** Tells builds of the ends of their windows; may block. */
    static Executor teller() {
        return get().threads.teller();
    }

    static void tell(Runnable task) {
        teller().execute(task);
    }

    /** Asks Jenkins what the keeper has to know, whatever builds are being told; may block. */
    static Executor asker() {
        return get().threads.keeper();
    }

    private static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve(FOLDER);
    }

    /**
     * The windows of the running controller.
     *
     * @throws IOException where their leases cannot be read: then none may be opened
     */
    synchronized Windows windows() throws IOException {
        if (windows == null) {
            unreadable = true;
            Path folder = Files.createDirectories(folder());
            instance = JenkinsInstance.id(folder);
            file = LeaseFile.open(folder.resolve(FILE), SharedOperations.scheduler(), threads.writer());
            windows = new Windows(file, SharedOperations.scheduler(), instance, AccessWindows::limits);
            keeper = new Keeper(windows, new WindowBuilds(this), KeeperGate.ofKeeper(), SharedOperations.scheduler());
            unreadable = false;
            if (stopped) {
                windows.stop();
            } else {
                SharedOperations.scheduler().schedule(up ? Duration.ZERO : LATE_START, this::startKeeper);
            }
        }
        return windows;
    }

    /** The windows whose builds are known without asking. */
    LiveWindows live() {
        return live;
    }

    /** The windows, or null where there are none yet. */
    synchronized Windows begun() {
        return windows;
    }

    /** Whether their leases could not be read. */
    synchronized boolean isUnreadable() {
        return unreadable;
    }

    /** Whether this Jenkins wrote a lease. */
    synchronized boolean isOurs(Lease lease) {
        return lease.holder().instance().equals(instance);
    }

    /** Those of other builds that hold a password. */
    List<Lease> holding(WindowKey key) {
        Windows all = begun();
        return all == null
                ? List.of()
                : all.held().stream().filter(lease -> lease.key().equals(key)).toList();
    }

    /** What the file held at the start, or null where it is not read yet. */
    synchronized LeaseFile file() {
        return file;
    }

    synchronized Keeper keeper() {
        return keeper;
    }

    /** Whose a window is. */
    Holder holder(String window, Run<?, ?> run, String step) {
        return new Holder(
                window, instance(), run.getParent().getFullName(), run.getNumber(), run.getStartTimeInMillis(), step);
    }

    private synchronized String instance() {
        try {
            windows();
        } catch (IOException unreadable) {
            LOGGER.log(Level.WARNING, unreadable, () -> "The leases of access windows cannot be read");
        }
        return instance == null ? "" : instance;
    }

    private static WindowLimits limits(WindowKey key, String name) {
        try {
            MySafeServer server = MySafeConfiguration.get().settings().serverAt(name, key.url(), key.tenant());
            return new WindowLimits(
                    Duration.ofSeconds(server.getResponseTimeout()),
                    CLOSING,
                    Duration.ofMinutes(server.getLongestWindow()));
        } catch (SettingException gone) {
            return new WindowLimits(RESPONSE, CLOSING, Duration.ZERO);
        }
    }

    @Override
    public synchronized void onLoaded() {
        up = true;
        // Neither the start of Jenkins nor its first page waits for it.
        threads.keeper().execute(() -> {
            if (Files.exists(folder())) {
                try {
                    windows();
                    startKeeper();
                } catch (IOException unreadable) {
                    LOGGER.log(Level.WARNING, unreadable, () -> "The leases of access windows cannot be read");
                }
            }
        });
    }

    private void startKeeper() {
        Keeper begun;
        synchronized (this) {
            if (started || stopped) {
                return;
            }
            started = true;
            begun = keeper;
        }
        begun.start();
    }

    /** The settings have changed. */
    void retry() {
        Keeper begun = keeper();
        if (begun != null) {
            threads.keeper().execute(begun::retry);
        }
    }

    /** The same, or cancelled when Jenkins stops: nothing of windows is told any more then. */
    public <T> CompletableFuture<T> orStopped(CompletionStage<T> stage) {
        CompletableFuture<T> either = stage.toCompletableFuture().copy();
        waiting.add(either);
        either.whenComplete((end, never) -> waiting.remove(either));
        if (isStopped()) {
            either.cancel(false);
        }
        return either;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Jenkins stops: what stands in the file is gone on with after its start. */
    synchronized void stop() {
        stopped = true;
        threads.teller().execute(() -> {
            waiting.forEach(each -> each.cancel(false));
            threads.endTelling();
        });
        if (windows != null) {
            keeper.stop();
            windows.stop();
        }
    }
}
