package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.window.Builds;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.Objection;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Jenkins' builds as the keeper asks for them. In doubt a build lives: a password that is disabled too early locks out
 * who uses it, one that is disabled late is still disabled.
 *
 * <p>Thread-safe: keeps nothing.
 */
final class WindowBuilds implements Builds {
    private static final Logger LOGGER = Logger.getLogger(WindowBuilds.class.getName());

    private final AccessWindows windows;

    WindowBuilds(AccessWindows windows) {
        this.windows = windows;
    }

    @Override
    public CompletionStage<Set<String>> lost(List<Lease> leases) {
        Map<String, Holder> holders = new HashMap<>();
        leases.forEach(lease -> holders.put(lease.holder().window(), lease.holder()));
        return asJenkins(() -> holders.values().stream()
                .filter(this::isLost)
                .map(Holder::window)
                .collect(Collectors.toSet()));
    }

    @Override
    public CompletionStage<Objection> objection(Lease lease) {
        return asJenkins(() -> {
            try {
                MySafeConfiguration.get()
                        .settings()
                        .serverAt(lease.server(), lease.key().url(), lease.key().tenant());
            } catch (SettingException gone) {
                return Objection.SERVER_GONE;
            }
            boolean named = !lease.credentialsId().isEmpty();
            return named && !isItsJob(job(lease.holder()), lease.holder())
                    ? Objection.CREDENTIALS_CHANGED
                    : Objection.NONE;
        });
    }

    /**
     * Whether a job can be the one whose build held the window, though that build may be deleted. Another one of the same
     * name, in whose context other credentials may have the same id, shows by its builds: it has not had so many, or one of
     * that number that began at another time.
     */
    static boolean isItsJob(Job<?, ?> job, Holder holder) {
        if (job == null || job.getNextBuildNumber() <= holder.build()) {
            return false;
        }
        Run<?, ?> run = job.getBuildByNumber(holder.build());
        return run == null || run.getStartTimeInMillis() == holder.started();
    }

    @SuppressWarnings("try") // a context is left, and not asked
    private static <T> CompletionStage<T> asJenkins(Supplier<T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                        return question.get();
                    }
                },
                AccessWindows.asker());
    }

    /** The job by its name at the time, or null. */
    static Job<?, ?> job(Holder holder) {
        return Jenkins.get().getItemByFullName(holder.job(), Job.class);
    }

    /** The build, or null where it is not found by the name that its job had. */
    static Run<?, ?> build(Holder holder) {
        Job<?, ?> job = job(holder);
        Run<?, ?> run = job == null ? null : job.getBuildByNumber(holder.build());
        return run == null || run.getStartTimeInMillis() != holder.started() ? null : run;
    }

    private boolean isLost(Holder holder) {
        try {
            Run<?, ?> run = windows.live().buildOf(holder.window());
            if (run == null) {
                run = build(holder);
            }
            if (run == null) {
                run = renamed(holder);
            }
            return run == null || !run.isBuilding() || isPast(run, holder.step());
        } catch (IOException | RuntimeException unknown) {
            LOGGER.log(Level.FINE, unknown, () -> "Nothing is known of " + holder.job() + " #" + holder.build());
            return false;
        }
    }

    /** A Pipeline that goes on whose job has another name by now, or null. */
    private static Run<?, ?> renamed(Holder holder) throws IOException {
        for (FlowExecution execution : FlowExecutionList.get()) {
            if (execution.getOwner().getExecutable() instanceof Run<?, ?> run
                    && run.getNumber() == holder.build()
                    && run.getStartTimeInMillis() == holder.started()) {
                return run;
            }
        }
        return null;
    }

    /** Whether a Pipeline has left the step, or was thrown back before it by a crash. */
    private static boolean isPast(Run<?, ?> run, String step) throws IOException {
        if (step.isEmpty() || !(run instanceof FlowExecutionOwner.Executable pipeline)) {
            return false;
        }
        FlowExecutionOwner owner = pipeline.asFlowExecutionOwner();
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        if (execution == null) {
            return false; // still loading
        }
        FlowNode node = execution.getNode(step);
        return node == null || !node.isActive();
    }
}
