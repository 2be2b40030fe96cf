package hudson.model;

import java.util.List;

/** A build where there is no Jenkins: keeps its result and what is attached to it, in memory. */
public final class DemoRun extends Run<DemoJob, DemoRun> {
    private Result result = Result.SUCCESS;

    @Override
    public synchronized Result getResult() {
        return result;
    }

    @Override
    public synchronized void setResult(Result worse) {
        result = result.combine(worse);
    }

    @Override
    public List<Cause> getCauses() {
        return List.of();
    }

    @Override
    public void save() {
        // Nothing outlives the demo.
    }

    @Override
    public void addAction(Action action) {
        super.addAction(action);
        if (action instanceof jenkins.model.RunAction2 ofRun) {
            ofRun.onAttached(this);
        }
    }

    @Override
    public int compareTo(DemoRun other) {
        return 0;
    }
}
