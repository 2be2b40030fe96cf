package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowRequest;
import java.io.Serializable;

/** Where a window was opened: it is closed there, whatever becomes of the settings. Kept with the build. */
public final class WindowPlace implements Serializable {
    /** Where the credentials come from that a job has named. */
    static final String OF_JOB = "job";

    private static final long serialVersionUID = 1L;

    private final String server;
    private final String url;
    private final String tenant;

    public WindowPlace(MySafeServer server) {
        this.server = server.getName();
        this.url = server.getUrl();
        this.tenant = Util.fixNull(server.getTenant());
    }

    /** What is asked of the windows. */
    WindowRequest request(WindowOptions options, Holder holder) {
        boolean own = options.credentialsId() == null;
        return new WindowRequest(
                holder,
                url,
                tenant,
                options.ids(),
                server,
                own ? "" : options.credentialsId(),
                own ? "" : OF_JOB,
                options.whenFoundActive());
    }
}
