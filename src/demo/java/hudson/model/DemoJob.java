package hudson.model;

/** The job that a {@link DemoRun} belongs to. */
@SuppressWarnings("unchecked") // a raw type in what it extends
public final class DemoJob extends Job<DemoJob, DemoRun> {
    @Override
    public String getFullName() {
        return "demo";
    }

    @Override
    public String getUrl() {
        return "job/demo/";
    }

    @Override
    public void load() {
        // Nothing outlives the demo.
    }

    @Override
    public void save() {
        // Nothing outlives the demo.
    }
}
