package hudson.tasks;

/** What a build step waits for. */
public enum BuildStepMonitor {
    NONE,
    STEP,
    BUILD;
}
