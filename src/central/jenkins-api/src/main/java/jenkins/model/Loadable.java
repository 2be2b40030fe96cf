package jenkins.model;

import java.io.IOException;

/** Anything that can be read back. */
public interface Loadable {

    void load() throws IOException;
}
