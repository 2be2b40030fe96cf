package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.senhasegura.mysafe.api.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.api.EnableRequest;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import io.jenkins.plugins.senhasegura.mysafe.api.Enablings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the builds are waiting for, so that it ends with its build. A step that is stopped ends it by itself, but who
 * kills a Pipeline the hard way ends the build without stopping its steps: passwords that were still in line would be
 * enabled for a build that is gone.
 *
 * <p>Thread-safe: builds start and end on threads of their own.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class UnderWay extends RunListener<Run<?, ?>> {
    private final Map<Run<?, ?>, Enablings> byRun = new ConcurrentHashMap<>();

    /** Starts this, and ends it with the build, if not before. */
    static Enabling enable(Run<?, ?> run, EnableRequest request, CallLog log) {
        return ExtensionList.lookupSingleton(UnderWay.class).start(run, request, log);
    }

    private Enabling start(Run<?, ?> run, EnableRequest request, CallLog log) {
        Enablings ofRun = byRun.computeIfAbsent(run, first -> new Enablings());
        Enabling enabling = SharedEnabler.get().start(request, ofRun, log);
        if (!run.isLogUpdated()) {
            // The build's end was told already, or is being told without this one.
            byRun.remove(run);
            enabling.abort();
        }
        return enabling;
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        Enablings left = byRun.remove(run);
        if (left != null) {
            left.abort();
        }
    }
}
