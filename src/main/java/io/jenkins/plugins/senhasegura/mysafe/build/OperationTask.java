package io.jenkins.plugins.senhasegura.mysafe.build;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordResult;
import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecords;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.Access;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessCheck;
import io.jenkins.plugins.senhasegura.mysafe.config.JobCredentials;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeSettings;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.logging.Logger;

/**
 * Enables or disables a password for a build: what the step and the build step share. Log, audit record and mapping included.
 *
 * <p>Not thread-safe: looked up on one thread; what is recorded on another does not depend on it.
 */
public class OperationTask {
    private static final Logger LOGGER = Logger.getLogger(OperationTask.class.getName());

    private final OperationOptions options;
    private final Run<?, ?> run;
    private final OperationDisclosure disclosure;
    /** From the start to the end, since look-ups are shared with those alone that have the same. */
    private MySafeSettings configured;
    // Set by the first half of the look-up for the second; none are set where another operation's look-up is shared.
    private Access access;
    private MySafeServer server;
    private List<ServerUrl> tokenUrls;

    /**
     * The end as the build sees it.
     *
     * @param result what a Pipeline may read of it, fit to be kept with the build
     * @param build what it makes of the build
     */
    public record Ended(EnablePasswordResult result, BuildResult build) {}

    OperationTask(OperationOptions options, Run<?, ?> run, Callable<Set<String>> masked) {
        this.options = options;
        this.run = run;
        this.disclosure = new OperationDisclosure(options, run, masked);
    }

    /**
     * Starts at once and never blocks.
     *
     * @param masked the values that the console of the build masks at this point
     * @param whenEnded told the end once, after the log and the audit record, on a thread that may block; or why there is
     *     none: a {@link java.util.concurrent.CancellationException} when it was aborted, its build is over or Jenkins stops
     */
    public static PendingOperation start(
            OperationOptions options,
            Run<?, ?> run,
            TaskListener listener,
            Callable<Set<String>> masked,
            BiConsumer<Ended, Throwable> whenEnded) {
        return new OperationTask(options, run, masked).start(listener, whenEnded);
    }

    /** The same for this one. */
    public final PendingOperation start(TaskListener listener, BiConsumer<Ended, Throwable> whenEnded) {
        configured = MySafeConfiguration.get().settings();
        OperationRequest request = new OperationRequest(
                options.operation(),
                options.id(),
                shared(),
                this::permit,
                this::mapping,
                this::settings,
                this::credentials,
                isClosing());
        PendingOperation pending = OperationsUnderWay.start(run, request, new CallLog() {
            @Override
            public void line(String line) {
                listener.getLogger().println(line);
            }

            @Override
            public void ended(OperationEnd end) {
                disclosure.record(end, OperationTask.this::credentialsId);
                Observers.ended(end);
                note(listener, end.operation());
            }
        });
        pending.result().whenComplete((end, failure) -> tell(whenEnded, end, failure));
        return pending;
    }

    private void tell(BiConsumer<Ended, Throwable> whenEnded, OperationEnd end, Throwable failure) {
        Ended ended = null;
        Throwable none = failure;
        if (end != null) {
            try {
                ended = new Ended(
                        new EnablePasswordResult(disclosure.properties(end, this::credentialsId)), end.result());
            } catch (Throwable thrown) { // nobody else would tell the build
                none = thrown;
            }
        }
        try {
            whenEnded.accept(ended, none);
        } catch (Throwable thrown) {
            ThrowableLog.log(LOGGER, "The end of an operation could not be told to " + run, thrown);
        }
    }

    /** Says which windows hold the password, since they are not asked. */
    void note(TaskListener listener, OperationResult result) {
        if (!result.outcome().isSuccess()) {
            return;
        }
        MySafeServer at;
        try {
            at = unchecked(MySafeConfiguration.get().settings()).server();
        } catch (SettingException gone) {
            return; // meanwhile
        }
        long password = PasswordId.parse(options.id()).value();
        List<Lease> leases =
                AccessWindows.get().holding(new WindowKey(at.getUrl(), Util.fixNull(at.getTenant()), password));
        if (!leases.isEmpty()) {
            listener.getLogger().println(WindowTexts.held(result.id(), leases));
        }
    }

    /** What operations of one build look up together. */
    private OperationRequest.Shared shared() {
        return new OperationRequest.Shared(serverKey(), credentialsId(), run.getParent(), configured);
    }

    /** Whether it ends an access window. */
    boolean isClosing() {
        return false;
    }

    /** What stands for the server where look-ups are shared. */
    String serverKey() {
        return options.server();
    }

    private ErrorMapping mapping() {
        return errors(options.mapping(), configured.mapping());
    }

    /** Which errors do what: those that the job names before those of the installation. */
    ErrorMapping errors(ErrorMapping job, ErrorMapping installation) {
        return job.over(installation);
    }

    /** What the job asks for, whether or not it may. */
    Access unchecked(MySafeSettings settings) {
        return AccessCheck.of(settings, run, options.server(), options.credentialsId());
    }

    /** Refuses credentials that are not those which were asked for. */
    void checkFound(Access asked, StandardCredentials found) {
        asked.checkFound(found);
    }

    /** Where the password is. */
    MySafeServer server(MySafeSettings settings) {
        return access.server();
    }

    private void permit(PasswordId id) {
        access = access(configured, id);
    }

    /** What is asked for, and may be had. */
    Access access(MySafeSettings settings, PasswordId id) {
        return AccessCheck.permitted(settings, this::unchecked, id, options.operation());
    }

    /**
     * The id of the credentials that the job or its folder names; null for the server's own.
     *
     * @param asked null where it is not known, since there is no such server any more
     */
    String named(Access asked) {
        return asked == null ? options.credentialsId() : asked.credentialsId();
    }

    private ServerSettings settings() {
        server = server(configured);
        ServerSettings settings = limited(server.settings(this::track));
        tokenUrls = settings.tokenUrls();
        return settings;
    }

    /** The settings of the server with what the operation itself limits. */
    ServerSettings limited(ServerSettings settings) {
        return settings;
    }

    private ClientCredentials credentials() throws InterruptedException {
        return JobCredentials.lookUp(run, tokenUrls, named(access), server.getCredentialsId(), credential -> {
            checkFound(access, credential);
            track(credential);
        });
    }

    private void track(StandardCredentials credential) {
        // A provider that responds after its deadline, or after an abort, has given nothing that will be used.
        if (!OperationRequest.isGivenUp() && BuildRecords.of(run).tracks(server.getName(), credential.getId())) {
            JobCredentials.track(run, credential);
        }
    }

    /** The id of the credentials that are asked for, as far as it is known without the look-up. */
    private String credentialsId() {
        try {
            return unchecked(MySafeConfiguration.get().settings()).anyCredentialsId();
        } catch (SettingException none) {
            return named(null);
        }
    }
}
