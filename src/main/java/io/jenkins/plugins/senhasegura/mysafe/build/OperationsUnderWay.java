package io.jenkins.plugins.senhasegura.mysafe.build;

import com.google.common.collect.MapMaker;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.senhasegura.mysafe.client.model.CallLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PendingOperation;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.BuildOperations;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
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
public final class OperationsUnderWay extends RunListener<Run<?, ?>> {
    // By the build as an object: promotions of one number are all equal.
    private final ConcurrentMap<Run<?, ?>, BuildOperations> byRun =
            new MapMaker().weakKeys().makeMap();
    /** Builds whose end was told. None is asked for it: one that is still being loaded may answer anything, or block. */
    private final Set<Run<?, ?>> ended =
            Collections.newSetFromMap(new MapMaker().weakKeys().makeMap());

    /** Starts this, and ends it with the build, if not before. */
    static PendingOperation start(Run<?, ?> run, OperationRequest request, CallLog log) {
        OperationsUnderWay all = ExtensionList.lookupSingleton(OperationsUnderWay.class);
        PendingOperation pending = SharedOperations.get()
                .start(request, all.byRun.computeIfAbsent(run, first -> new BuildOperations()), log);
        if (all.ended.contains(run)) {
            all.byRun.remove(run);
            pending.abort();
        }
        return pending;
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        ended.add(run);
        BuildOperations left = byRun.remove(run);
        if (left != null) {
            left.abort();
        }
    }
}
