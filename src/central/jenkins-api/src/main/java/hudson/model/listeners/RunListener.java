package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Run;

/** Is told what becomes of builds. */
public abstract class RunListener<R extends Run> implements ExtensionPoint {

    protected RunListener() {}

    public void onDeleted(R r) {
        // For those who override it.
    }

    public void onFinalized(R r) {
        // For those who override it.
    }
}
