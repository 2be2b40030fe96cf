package hudson.model;

/** The job that a {@link DemoRun} belongs to. */
@SuppressWarnings("unchecked") // a raw type in what it extends
public final class DemoJob extends Job<DemoJob, DemoRun> {
    @Override
    public void load() {
        // Nothing was stored.
    }

    @Override
    public void save() {
        // Nothing outlives the demo.
    }
}
