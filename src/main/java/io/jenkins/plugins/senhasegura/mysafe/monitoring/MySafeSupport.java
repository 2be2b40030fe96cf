package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import com.cloudbees.jenkins.support.api.Component;
import com.cloudbees.jenkins.support.api.Container;
import com.cloudbees.jenkins.support.api.PrintedContent;
import hudson.Extension;
import hudson.security.Permission;
import io.jenkins.plugins.senhasegura.mysafe.build.OperationObserver;
import io.jenkins.plugins.senhasegura.mysafe.build.PresentState;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The part of a support bundle that is about this plugin. The one class that knows Support Core, which may be missing. */
@SuppressWarnings("deprecation") // "optional" says so
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class MySafeSupport extends Component implements OperationObserver {
    static final String FILE = "senhasegura-mysafe.md";

    private final LastEnds ends = new LastEnds();

    @Override
    public Set<Permission> getRequiredPermissions() {
        return Set.of(Jenkins.ADMINISTER);
    }

    @Override
    public String getDisplayName() {
        return Messages.MySafeSupport_displayName();
    }

    @Override
    public ComponentCategory getCategory() {
        return ComponentCategory.CONTROLLER;
    }

    @Override
    public void ended(OperationEnd end) {
        ends.add(Instant.now(), end.operation());
    }

    @Override
    public void addContents(Container container) {
        container.add(new PrintedContent(FILE) {
            @Override
            protected void printTo(PrintWriter out) {
                report(new StateReport(out));
            }
        });
    }

    private void report(StateReport report) {
        MySafeConfiguration.get()
                .getServers()
                .forEach(server -> report.server(server, PresentState.of(server), ends.of(server.getName())));
        report.withoutServer(ends.of(null));
        report.windows(PresentState.held(), PresentState.left());
    }
}
