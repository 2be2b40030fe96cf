package hudson.model;

import java.io.IOException;

/** What a build runs in, until it is torn down. */
public abstract class Environment {

    public boolean tearDown(AbstractBuild build, BuildListener listener) throws IOException, InterruptedException {
        return true;
    }
}
