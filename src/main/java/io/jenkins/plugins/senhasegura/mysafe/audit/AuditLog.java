package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The audit across jobs: what each operation of each build came to, in files of its own that outlive builds and jobs.
 *
 * <p>Thread-safe: its lock guards the beginning; all else is the writer's.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class AuditLog extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(AuditLog.class.getName());
    private static final int MOST_CAUSES = 5;
    private static final long IDLE_SECONDS = 30;

    private AuditWriter writer;
    private AuditFiles files;
    private final ThreadPoolExecutor worker = worker();
    private volatile List<String> newer = List.of();

    /**
     * Who acted on a password that a window has left open, where no build did.
     *
     * @param window what bounds together how much is kept; known for as long as it is referred to
     * @param job the full name that the job had
     * @param build its number
     * @param why in words
     * @param user the administrator's id, or null where it was nobody
     */
    public record Actor(Object window, String job, int build, String why, String user) {
        private Map<String, Object> fields(Map<String, Object> others) {
            Map<String, Object> fields = new HashMap<>(others);
            fields.put("job", job);
            fields.put("build", build);
            fields.put("causes", why);
            fields.put("user", user);
            return fields;
        }
    }

    /** That of the running controller. */
    public static AuditLog get() {
        return ExtensionList.lookupSingleton(AuditLog.class);
    }

    synchronized AuditFiles files() {
        if (files == null) {
            files = new AuditFiles(Jenkins.get().getRootDir().toPath().resolve(AuditFiles.FOLDER));
        }
        return files;
    }

    private synchronized AuditWriter writer() {
        if (writer == null) {
            writer = new AuditWriter(files(), new AuditWriter.Disk() {}, clock(), worker, ZoneId::systemDefault);
        }
        return writer;
    }

    /** Jenkins' timer tells when; what may block is done by {@link #worker}. */
    private static Scheduler clock() {
        return Scheduler.system(Timer.get());
    }

    /** One thread, which goes when there is nothing to do. */
    private static ThreadPoolExecutor worker() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "mysafe-audit");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Keeps an operation of a build that has ended. May block; throws nothing for what the disk does. */
    public void ended(Run<?, ?> run, OperationRecord operation) {
        add(run, operation.asMap());
    }

    /**
     * Keeps an operation that a rule of this Jenkins has refused before it began; one that began is told by {@link #ended}.
     * May block; throws nothing for what the disk does.
     *
     * @param id of the password, parsed
     * @param server the configured server's name
     */
    public void refused(Run<?, ?> run, Operation operation, String id, String server) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("time", System.currentTimeMillis());
        fields.put("operation", operation.name());
        fields.put("id", id);
        fields.put("outcome", Outcome.NOT_PERMITTED.name());
        fields.put("result", Outcome.NOT_PERMITTED.defaultResult().name());
        fields.put("server", server);
        add(run, fields);
    }

    /** Keeps an operation that no build asked for. May block; throws nothing for what the disk does. */
    public void ended(Actor actor, OperationRecord operation) {
        writer().add(actor.window(), AuditRecord.of(actor.fields(operation.asMap())));
    }

    /**
     * Keeps that a password which may be active is nobody's to disable any more. May block; throws nothing for what the
     * disk does.
     *
     * @param server the name that its server had
     */
    public void forgotten(Actor actor, String id, String server) {
        Map<String, Object> fields = actor.fields(Map.of(
                "time", System.currentTimeMillis(), "outcome", AuditRecord.FORGOTTEN, "id", id, "server", server));
        writer().add(actor.window(), AuditRecord.of(fields));
    }

    private void add(Run<?, ?> run, Map<String, Object> fields) {
        Map<String, Object> values = new HashMap<>(fields);
        Item job = run.getParent();
        values.put("job", job.getFullName());
        values.put("build", run.getNumber());
        List<Cause> causes = run.getCauses();
        values.put(
                "causes",
                causes.stream().limit(MOST_CAUSES).map(AuditLog::describe).collect(Collectors.joining("; ")));
        values.put(
                "user",
                causes.stream()
                        .filter(Cause.UserIdCause.class::isInstance)
                        .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                        .findFirst()
                        .orElse(null));
        writer().add(run, AuditRecord.of(values));
    }

    private static String describe(Cause cause) {
        try {
            return cause.getShortDescription();
        } catch (RuntimeException broken) {
            LOGGER.log(Level.FINE, broken, () -> "A cause cannot describe itself: " + cause.getClass());
            return cause.getClass().getSimpleName();
        }
    }

    List<AuditGap> gaps() {
        return writer().gaps();
    }

    /** The files that a later version of the plugin wrote, as they were found at the start. */
    List<String> newer() {
        return newer;
    }

    @Override
    public void onLoaded() {
        new AuditRetention(
                        files(),
                        () -> MySafeConfiguration.get().getAuditMonths(),
                        clock(),
                        worker,
                        ZoneId::systemDefault)
                .start();
        worker.execute(() -> {
            try {
                newer = files().newer();
            } catch (IOException unreadable) {
                LOGGER.log(Level.WARNING, unreadable, () -> "Cannot read " + files().folder());
            }
        });
    }

    @Override
    public void onBeforeShutdown() {
        writer().close();
        // Builds may still end; what they leave to do is done, and the thread then goes at once instead of with
        // Jenkins.
        worker.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }

    /** Tells the audit that a build is over. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Builds extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            AuditLog audit = AuditLog.get();
            audit.worker.execute(() -> audit.writer().ended(run));
        }
    }
}
