package org.jenkinsci.plugins.workflow.actions;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;

/** Marks a node of a Pipeline's graph. */
public class WarningAction implements PersistentAction {

    private final Result result;
    private String message;

    public WarningAction(@NonNull Result result) {
        this.result = result;
    }

    public WarningAction withMessage(String message) {
        this.message = message;
        return this;
    }

    @CheckForNull
    public String getMessage() {
        return message;
    }

    @NonNull
    public Result getResult() {
        return result;
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("WarningAction.getDisplayName needs a real Jenkins");
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException("WarningAction.getIconFileName needs a real Jenkins");
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException("WarningAction.getUrlName needs a real Jenkins");
    }
}
