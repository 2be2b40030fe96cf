package io.jenkins.plugins.senhasegura.mysafe.build;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.config.Access;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessCheck;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeSettings;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * An operation of a window: at the server where it was opened, and never passed over in silence.
 *
 * <p>Not thread-safe: as the operation of a single step.
 */
final class WindowTask extends OperationTask {
    private final Run<?, ?> run;
    private final Operation operation;
    private final Lease lease;
    private final boolean ofFreestyle;

    WindowTask(OperationOptions options, Run<?, ?> run, Callable<Set<String>> masked, Lease lease) {
        super(options, run, masked);
        this.run = run;
        this.operation = options.operation();
        this.lease = lease;
        this.ofFreestyle = run instanceof AbstractBuild;
    }

    @Override
    void note(TaskListener listener, OperationResult result) {
        // Said with the window's end.
    }

    @Override
    boolean isClosing() {
        return operation == Operation.DISABLE;
    }

    @Override
    String serverKey() {
        // A name may stand for another server by now.
        return String.join(
                "\n",
                operation.name(),
                lease.server(),
                lease.key().url(),
                lease.key().tenant());
    }

    @Override
    ErrorMapping errors(ErrorMapping job, ErrorMapping installation) {
        if (operation == Operation.DISABLE) {
            // Whatever the installation says: a password that stays active fails its build.
            return job.over(ErrorMapping.ALL_FAIL);
        }
        // A build whose environment cannot be set up has failed, whatever the reason.
        return ofFreestyle ? ErrorMapping.ALL_FAIL : job.withoutPassing().over(installation.withoutPassing());
    }

    /** The server at which it was opened, and as whom, whatever the job or its folder names by now. */
    @Override
    Access unchecked(MySafeSettings settings) {
        return AccessCheck.of(run, server(settings), Util.fixEmpty(lease.credentialsId()));
    }

    /** No rule forbids a closing. */
    @Override
    Access access(MySafeSettings settings, PasswordId id) {
        return operation == Operation.ENABLE ? super.access(settings, id) : unchecked(settings);
    }

    @Override
    String named(Access asked) {
        return Util.fixEmpty(lease.credentialsId());
    }

    /** Ends by itself before its window gives it up, so that it is told what came of it. */
    @Override
    ServerSettings limited(ServerSettings settings) {
        return operation == Operation.DISABLE ? settings.within(AccessWindows.CLOSING_CALL) : settings;
    }

    @Override
    void checkFound(Access asked, StandardCredentials found) {
        if (operation == Operation.ENABLE) {
            super.checkFound(asked, found);
        }
    }

    @Override
    MySafeServer server(MySafeSettings settings) {
        return settings.serverAt(lease.server(), lease.key().url(), lease.key().tenant());
    }
}
