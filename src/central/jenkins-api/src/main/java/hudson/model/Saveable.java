package hudson.model;

import java.io.IOException;

/** Anything that can be stored. */
public interface Saveable {

    void save() throws IOException;
}
