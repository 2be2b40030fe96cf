package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.Util;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.window.Holder;
import io.jenkins.plugins.senhasegura.mysafe.window.WindowRequest;
import java.io.Serializable;

/**
 * Where a window was opened, and as whom: it is closed there, whatever becomes of the settings. Kept with the build. Holds
 * no secret.
 */
public final class WindowPlace implements Serializable {
    /** Where the credentials are found that a job, or its folder, has named: in the job's context. */
    static final String OF_JOB = "job";

    private static final long serialVersionUID = 1L;

    private final String server;
    private final String url;
    private final String tenant;
    private final String credentialsId;

    /** @param credentialsId that the job, or its folder, names; null for the server's own */
    public WindowPlace(MySafeServer server, String credentialsId) {
        this.server = server.getName();
        this.url = server.getUrl();
        this.tenant = Util.fixNull(server.getTenant());
        this.credentialsId = credentialsId;
    }

    /** What is asked of the windows. */
    WindowRequest request(WindowOptions options, Holder holder) {
        boolean own = credentialsId == null;
        return new WindowRequest(
                holder,
                url,
                tenant,
                options.ids(),
                server,
                own ? "" : credentialsId,
                own ? "" : OF_JOB,
                options.whenFoundActive());
    }
}
