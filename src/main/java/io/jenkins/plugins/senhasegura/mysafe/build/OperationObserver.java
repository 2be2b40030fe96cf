package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.ExtensionPoint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Is told what happens, to show it elsewhere; where no plugin does that, there is none. */
@Restricted(NoExternalUse.class)
public interface OperationObserver extends ExtensionPoint {
    /**
     * An operation has ended. Called after its record was written, on a thread that may block, and by several at the same
     * time. Whatever it throws is logged, and nothing comes of it.
     */
    void ended(OperationEnd end);

    /** The settings have changed; called on the thread that changed them, as {@link #ended} otherwise. */
    default void settingsChanged() {}
}
