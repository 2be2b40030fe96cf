package hudson.model;

import io.jenkins.plugins.senhasegura.mysafe.demo.Folders;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * A build where there is no Jenkins: keeps its result and what is attached to it in memory, and has a folder that goes
 * with the demo.
 */
public final class DemoRun extends Run<DemoJob, DemoRun> {
    private static final DemoJob JOB = new DemoJob();

    private Result result = Result.SUCCESS;
    private Path folder;

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
    public synchronized File getRootDir() {
        if (folder == null) {
            folder = Folders.temporary("mysafe-demo-build");
        }
        return folder.toFile();
    }

    @Override
    public DemoJob getParent() {
        return JOB;
    }

    @Override
    public boolean isBuilding() {
        return true;
    }

    @Override
    public int getNumber() {
        return 1;
    }

    @Override
    public void save() {
        // Nothing outlives the demo.
    }

    @Override
    public int compareTo(DemoRun other) {
        return 0;
    }
}
