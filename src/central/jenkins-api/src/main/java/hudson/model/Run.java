package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** One build. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, PersistenceRoot {

    private final long started = System.currentTimeMillis();

    Run() {}

    @CheckForNull
    public Result getResult() {
        throw new UnsupportedOperationException("Run.getResult needs a real Jenkins");
    }

    public void setResult(@NonNull Result r) {
        throw new UnsupportedOperationException("Run.setResult needs a real Jenkins");
    }

    @NonNull
    public List<Cause> getCauses() {
        throw new UnsupportedOperationException("Run.getCauses needs a real Jenkins");
    }

    @NonNull
    public JobT getParent() {
        throw new UnsupportedOperationException("Run.getParent needs a real Jenkins");
    }

    public boolean isBuilding() {
        throw new UnsupportedOperationException("Run.isBuilding needs a real Jenkins");
    }

    public final long getStartTimeInMillis() {
        // Final, so that the demo's build can have no other.
        return started;
    }

    public int getNumber() {
        throw new UnsupportedOperationException("Run.getNumber needs a real Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("Run.getDisplayName needs a real Jenkins");
    }

    @NonNull
    public String getUrl() {
        throw new UnsupportedOperationException("Run.getUrl needs a real Jenkins");
    }

    @NonNull
    public File getRootDir() {
        throw new UnsupportedOperationException("Run.getRootDir needs a real Jenkins");
    }

    @NonNull
    public String getId() {
        throw new UnsupportedOperationException("Run.getId needs a real Jenkins");
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException("Run.save needs a real Jenkins");
    }
}
