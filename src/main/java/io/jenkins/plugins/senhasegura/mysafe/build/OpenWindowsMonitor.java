package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.senhasegura.mysafe.Messages;
import io.jenkins.plugins.senhasegura.mysafe.audit.AuditLog;
import io.jenkins.plugins.senhasegura.mysafe.config.MonitorFrame;
import io.jenkins.plugins.senhasegura.mysafe.window.Ended;
import io.jenkins.plugins.senhasegura.mysafe.window.Keeper;
import io.jenkins.plugins.senhasegura.mysafe.window.Lease;
import io.jenkins.plugins.senhasegura.mysafe.window.LeaseFile;
import io.jenkins.plugins.senhasegura.mysafe.window.Objection;
import io.jenkins.plugins.senhasegura.mysafe.window.Windows;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators which passwords may still be active because of a window that is over, and what to do. */
@Extension
public final class OpenWindowsMonitor extends AdministrativeMonitor {
    private static final long SHOWN_WITHIN_SECONDS = 5;

    private static final Logger LOGGER = Logger.getLogger(OpenWindowsMonitor.class.getName());

    /**
     * One password that may be active.
     *
     * @param lease opaque
     * @param text what is known of it
     * @param closable whether there is a server that it can be disabled at
     */
    public record Row(String lease, String text, boolean closable) {
        /** The lease's id. */
        public String getLease() {
            return lease;
        }

        /** What is known of it. */
        public String getText() {
            return text;
        }

        /** Whether there is a server that it can be disabled at. */
        public boolean isClosable() {
            return closable;
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.monitor_displayName();
    }

    /** A password that stays active is a matter of security. */
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
        return !getRows().isEmpty()
                || getUnreadable() > 0
                || getNewer() > 0
                || AccessWindows.get().isUnreadable();
    }

    /** The passwords that nobody holds any more. */
    public List<Row> getRows() {
        Windows windows = AccessWindows.get().begun();
        return windows == null
                ? List.of()
                : windows.left().stream()
                        .filter(OpenWindowsMonitor::isToBeDisabled)
                        .map(lease -> new Row(lease.id(), text(lease), objection(lease) != Objection.SERVER_GONE))
                        .toList();
    }

    private static boolean isToBeDisabled(Lease lease) {
        return lease.phase() != Lease.Phase.FOUND_ACTIVE;
    }

    private static String text(Lease lease) {
        String password = Long.toString(lease.key().password());
        String build = lease.holder().job() + " #" + lease.holder().build();
        String what =
                Messages.monitor_open(password, lease.server(), lease.key().url(), build, lease.since());
        String why =
                switch (objection(lease)) {
                    case SERVER_GONE -> Messages.monitor_serverGone();
                    case CREDENTIALS_CHANGED -> Messages.monitor_credentials();
                    case NONE ->
                        AccessWindows.get().isOurs(lease)
                                ? Messages.monitor_trying()
                                : Messages.monitor_otherInstance();
                };
        return what + ' ' + why;
    }

    private static Objection objection(Lease lease) {
        Keeper keeper = AccessWindows.get().keeper();
        return keeper == null ? Objection.NONE : keeper.objection(lease.key());
    }

    /** How many lines of the file of leases cannot be read. */
    public int getUnreadable() {
        LeaseFile file = AccessWindows.get().file();
        return file == null ? 0 : file.contents().unreadable().size();
    }

    /** How many of them a later version of the plugin has written. */
    public int getNewer() {
        LeaseFile file = AccessWindows.get().file();
        return file == null ? 0 : file.contents().newer();
    }

    /** Whether the file cannot be read at all, so that no window can be opened. */
    public boolean isFileUnreadable() {
        return AccessWindows.get().isUnreadable();
    }

    /** Disables a password at once, with the server's own credentials. */
    @POST
    public HttpResponse doCloseNow(@QueryParameter String lease) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        said("Disable now", lease);
        CompletionStage<Ended> ended = AccessWindows.get().windows().disable(lease, KeeperGate.of(administrator()));
        if (ended != null) {
            awaitFor(ended);
        }
        return HttpResponses.redirectViaContextPath("/manage/");
    }

    /** So that the page that follows shows what came of it; what takes longer is still on its list. */
    private static void awaitFor(CompletionStage<Ended> ended) {
        try {
            ended.toCompletableFuture().get(SHOWN_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unknown) {
            return; // it is still on the list
        }
    }

    /** Forgets a password that may be active: from then on it is somebody's own to disable. */
    @POST
    public HttpResponse doForget(@QueryParameter String lease) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Lease left = said("Forget", lease);
        if (AccessWindows.get().windows().forget(lease) && left != null) {
            AuditLog.get()
                    .forgotten(
                            KeeperGate.actor(left, Messages.audit_forget(), administrator()),
                            Long.toString(left.key().password()),
                            left.server());
        }
        return HttpResponses.redirectViaContextPath("/manage/");
    }

    private static String administrator() {
        return Jenkins.getAuthentication2().getName();
    }

    /** The lease of this id, or null. */
    private static Lease said(String what, String id) throws IOException {
        Lease lease = AccessWindows.get().windows().left().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (lease != null) {
            LOGGER.info(() -> what + ": password " + lease.key().password() + " at "
                    + lease.key().url() + " of " + lease.holder().job() + " #"
                    + lease.holder().build() + ", by " + administrator());
        }
        return lease;
    }
}
