package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.audit.AuditLog;
import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.config.JobCredentials;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import io.jenkins.plugins.senhasegura.mysafe.window.Gate;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Logger;

/**
 * Disables what no build holds any more, as the lease says and as nobody else: with the credentials that the job or its
 * folder had named, in that job's context, or else with the server's own.
 *
 * <p>Thread-safe: keeps nothing.
 */
final class KeeperGate implements Gate {
    private static final Logger LOGGER = Logger.getLogger(KeeperGate.class.getName());

    /** The id of the administrator who asks, or null where it is the keeper. */
    private final String administrator;

    private KeeperGate(String administrator) {
        this.administrator = administrator;
    }

    /** That of the keeper. */
    static KeeperGate ofKeeper() {
        return new KeeperGate(null);
    }

    /** That of an administrator: with the server's own credentials. */
    static KeeperGate of(String administrator) {
        return new KeeperGate(administrator);
    }

    /** As whom the audit knows an administrator, or the keeper where there is none, who acts on a lease. */
    static AuditLog.Actor actor(Lease lease, String why, String administrator) {
        Holder holder = lease.holder();
        return new AuditLog.Actor(holder, holder.job(), holder.build(), why, administrator);
    }

    @Override
    public Sending enable(Lease lease) {
        throw new UnsupportedOperationException("nobody's password is enabled");
    }

    @Override
    public Sending disable(Lease lease, Duration limit) {
        return WindowGate.limited(new Asked(lease), limit);
    }

    @SuppressWarnings("try") // a context is left, and not asked
    private final class Asked implements Sending, CallLog {
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();
        private final Lease lease;
        private final PendingOperation pending;
        private volatile MySafeServer server;

        Asked(Lease lease) {
            this.lease = lease;
            String password = Long.toString(lease.key().password());
            OperationRequest request = new OperationRequest(
                            Operation.DISABLE, password, () -> ErrorMapping.NONE, this::settings, this::credentials)
                    .asClosing();
            pending = SharedOperations.get().start(request, this);
            pending.result().whenComplete((end, failure) -> ended.complete(WindowGate.endOf(pending)));
        }

        private ServerSettings settings() {
            server = MySafeConfiguration.get()
                    .settings()
                    .serverAt(lease.server(), lease.key().url(), lease.key().tenant());
            return server.settings(credential -> {});
        }

        private ClientCredentials credentials() throws InterruptedException {
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                boolean own = administrator != null || lease.credentialsId().isEmpty();
                Run<?, ?> run = administrator != null ? null : WindowBuilds.build(lease.holder());
                if (run != null) {
                    String named = own ? null : lease.credentialsId();
                    return JobCredentials.lookUp(
                            run, server.tokenUrls(), named, server.getCredentialsId(), credential -> {});
                }
                Job<?, ?> job = own ? null : WindowBuilds.job(lease.holder());
                return JobCredentials.lookUp(
                        job, server.tokenUrls(), own ? server.getCredentialsId() : lease.credentialsId());
            }
        }

        @Override
        public void line(String line) {
            LOGGER.fine(line);
        }

        @Override
        public void ended(OperationEnd end) {
            LOGGER.info(() -> "Password " + lease.key().password() + " of a window of "
                    + lease.holder().job() + " #" + lease.holder().build() + ": "
                    + end.operation().outcome());
            Map<String, Object> fields = end.operation().asMap();
            fields.put("credentialsId", end.credentialsId());
            fields.putIfAbsent("server", lease.server());
            OperationRecord record = OperationRecord.ended(fields, end);
            String why = administrator == null ? Messages.audit_keeper() : Messages.audit_disableNow();
            AuditLog.get().ended(actor(lease, why, administrator), record);
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                Run<?, ?> run = WindowBuilds.build(lease.holder());
                if (run != null) {
                    BuildRecords.of(run).add(record);
                }
            }
            Observers.ended(end);
        }

        @Override
        public CompletionStage<Ended> ended() {
            return ended;
        }

        @Override
        public void abort() {
            pending.abort();
        }
    }
}
