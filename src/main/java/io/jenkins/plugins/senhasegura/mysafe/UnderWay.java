package io.jenkins.plugins.senhasegura.mysafe;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.senhasegura.mysafe.api.Enabling;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
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
    /** By their numbers in the order of their start. */
    private final Map<Run<?, ?>, NavigableMap<Long, Enabling>> byRun = new ConcurrentHashMap<>();

    private final AtomicLong last = new AtomicLong();

    /** Ends this with the build, if not before. */
    static void add(Run<?, ?> run, Enabling enabling) {
        ExtensionList.lookupSingleton(UnderWay.class).keep(run, enabling);
    }

    private void keep(Run<?, ?> run, Enabling enabling) {
        NavigableMap<Long, Enabling> ofRun = byRun.computeIfAbsent(run, first -> new ConcurrentSkipListMap<>());
        long number = last.incrementAndGet();
        ofRun.put(number, enabling);
        enabling.result().whenComplete((enabled, stopped) -> ofRun.remove(number));
        if (!run.isLogUpdated()) {
            // The build's end was told already, or is being told without this one.
            byRun.remove(run);
            enabling.abort();
        }
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        NavigableMap<Long, Enabling> left = byRun.remove(run);
        if (left != null) {
            // Those in line first: one of them would have its turn when another gives a connection back.
            left.descendingMap().values().forEach(Enabling::abort);
        }
    }
}
