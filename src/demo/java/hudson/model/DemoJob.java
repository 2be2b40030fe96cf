package hudson.model;

/** The job that a {@link DemoRun} belongs to. */
@SuppressWarnings("unchecked") // a raw type in what it extends
public final class DemoJob extends Job<DemoJob, DemoRun> {
    /** None: there is no Jenkins that it could be in. */
    @Override
    public ItemGroup<? extends Item> getParent() {
        return null;
    }

    @Override
    public String getName() {
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
