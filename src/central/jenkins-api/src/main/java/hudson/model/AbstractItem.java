package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.Loadable;

/** Base class of jobs and folders. */
public abstract class AbstractItem extends Actionable implements Loadable, Item {

    protected AbstractItem(ItemGroup parent, String name) {}

    @Override
    @NonNull
    public String getName() {
        throw new UnsupportedOperationException("AbstractItem.getName needs a real Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("AbstractItem.getDisplayName needs a real Jenkins");
    }

    public final String getFullDisplayName() {
        throw new UnsupportedOperationException("AbstractItem.getFullDisplayName needs a real Jenkins");
    }

    public final String getFullName() {
        if (getParent() != null) {
            throw new UnsupportedOperationException("AbstractItem.getFullName needs a real Jenkins");
        }
        return getName();
    }
}
