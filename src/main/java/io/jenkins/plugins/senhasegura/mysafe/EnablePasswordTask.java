package io.jenkins.plugins.senhasegura.mysafe;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.api.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.api.EnableRequest;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabled;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import io.jenkins.plugins.senhasegura.mysafe.api.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.api.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.config.JobCredentials;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Enables a password for a build: what the step and the build step share. Log, audit record and mapping included.
 *
 * <p>Thread-safe: looked up on one thread, recorded on another, and what they share is published safely.
 */
final class EnablePasswordTask {
    private static final Logger LOGGER = Logger.getLogger(EnablePasswordTask.class.getName());

    private final EnablePasswordOptions options;
    private final Run<?, ?> run;
    // Set by the look-up, which ends before the outcome is recorded.
    private volatile MySafeServer server;
    private volatile ServerUrl tokenUrl;
    private volatile boolean over;

    private EnablePasswordTask(EnablePasswordOptions options, Run<?, ?> run) {
        this.options = options;
        this.run = run;
    }

    /**
     * Starts at once and never blocks.
     *
     * @param whenEnded told the end on a timer thread, after the log and the audit record; not told when it is aborted,
     *     its build is over or Jenkins stops
     */
    static Enabling start(
            EnablePasswordOptions options, Run<?, ?> run, TaskListener listener, Consumer<Enabled> whenEnded) {
        EnablePasswordTask task = new EnablePasswordTask(options, run);
        EnableRequest request =
                new EnableRequest(Operation.ENABLE, options.id(), task::mapping, task::settings, task::credentials);
        Enabling enabling =
                UnderWay.enable(run, request, line -> listener.getLogger().println(line));
        enabling.result().whenComplete((enabled, stopped) -> task.over = true);
        enabling.result().thenAccept(enabled -> {
            task.record(enabled);
            whenEnded.accept(enabled);
        });
        return enabling;
    }

    private ErrorMapping mapping() {
        return options.mapping().over(MySafeConfiguration.get().mapping());
    }

    private ServerSettings settings() {
        server = MySafeConfiguration.get().server(options.server());
        ServerSettings settings = server.settings(run, this::track);
        tokenUrl = settings.tokenUrl();
        return settings;
    }

    private ClientCredentials credentials() throws InterruptedException {
        return JobCredentials.lookUp(run, tokenUrl.toString(), credentialsId(), this::track);
    }

    private void track(StandardCredentials credential) {
        // A provider that answers after its deadline, or after an abort, has given nothing that will be used.
        if (!over && EnablePasswordAction.of(run).tracks(server.getName(), credential.getId())) {
            JobCredentials.track(run, credential);
        }
    }

    private String credentialsId() {
        return options.credentialsId() == null ? server.getCredentialsId() : options.credentialsId();
    }

    private void record(Enabled enabled) {
        String asked = server == null ? options.credentialsId() : credentialsId();
        // What was asked for may be a parameter of the build; an auditor wants to know what it stood for.
        String used = enabled.credentialsId() == null ? asked : enabled.credentialsId();
        try {
            EnablePasswordAction.of(run).add(new EnablePasswordRecord(enabled, used));
        } catch (RuntimeException failure) {
            // A build whose page cannot be written to must still end.
            LOGGER.log(Level.WARNING, failure, () -> "Could not record an enabled password in " + run);
        }
    }
}
