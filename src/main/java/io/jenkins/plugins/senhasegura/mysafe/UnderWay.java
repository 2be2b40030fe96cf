package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import java.util.Map;
import java.util.Set;
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
    private final Map<Run<?, ?>, Set<Enabling>> byRun = new ConcurrentHashMap<>();

    /** Ends this with the build, if not before. */
    static void add(Run<?, ?> run, Enabling enabling) {
        ExtensionList.lookupSingleton(UnderWay.class).keep(run, enabling);
    }

    private void keep(Run<?, ?> run, Enabling enabling) {
        Set<Enabling> ofRun = byRun.computeIfAbsent(run, first -> ConcurrentHashMap.newKeySet());
        ofRun.add(enabling);
        enabling.result().whenComplete((enabled, stopped) -> ofRun.remove(enabling));
        if (!run.isLogUpdated()) {
            // The build's end was told already, or is being told without this one.
            byRun.remove(run);
            enabling.abort();
        }
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        Set<Enabling> left = byRun.remove(run);
        if (left != null) {
            left.forEach(Enabling::abort);
        }
    }
}
