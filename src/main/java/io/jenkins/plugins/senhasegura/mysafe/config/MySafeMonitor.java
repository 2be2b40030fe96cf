package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tells administrators what is unsafe or cannot work in the settings. Asked with every page that an administrator opens,
 * so whatever needs a credentials provider is looked up in the background and remembered for a while.
 *
 * <p>Thread-safe, without a lock: one look-up at a time, and a response never changes.
 */
@Extension
public final class MySafeMonitor extends AdministrativeMonitor {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** What the providers said of these servers. */
    private record Answer(List<MySafeServer> servers, List<Problem> problems, long time) {}

    private CompletableFuture<Void> lookUp = CompletableFuture.completedFuture(null);
    private volatile Answer response = new Answer(List.of(), List.of(), System.nanoTime());

    @Override
    public String getDisplayName() {
        return Messages.MySafeMonitor_displayName();
    }

    /** Something unsafe is a matter of security. */
    @Override
    public boolean isSecurity() {
        return true;
    }

    /** Whether the platform draws the frame around it. */
    public boolean isFramedByPlatform() {
        return MonitorFrame.isOfPlatform();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** What there is to mend, in the order of the servers. */
    public List<Problem> getProblems() {
        MySafeSettings settings = MySafeConfiguration.get().settings();
        List<MySafeServer> servers = settings.servers();
        List<String> mapped = new ArrayList<>(settings.unstableOn());
        mapped.addAll(settings.failOn());
        mapped.addAll(settings.passOn());
        List<Problem> problems = new ArrayList<>(SettingsReview.ofSettings(servers, mapped, Instant.now()));
        Answer known = response;
        boolean current = known.servers.equals(servers);
        if (!current || System.nanoTime() - known.time > REMEMBERED.toNanos()) {
            ask(servers);
        }
        if (current) {
            problems.addAll(known.problems);
        }
        ExtensionList.lookup(ProblemSource.class).forEach(source -> problems.addAll(source.problems()));
        return problems;
    }

    private synchronized void ask(List<MySafeServer> servers) {
        if (lookUp.isDone()) {
            lookUp = CompletableFuture.runAsync(() -> askNow(servers), MySafeMonitor::inBackground);
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "mysafe-monitor");
        thread.setDaemon(true);
        thread.start();
    }

    private void askNow(List<MySafeServer> servers) {
        response = new Answer(servers, SettingsReview.ofCredentials(servers), System.nanoTime());
    }

    /** Ends with the look-up that is under way, for tests. */
    synchronized CompletableFuture<Void> lookUp() {
        return lookUp;
    }
}
