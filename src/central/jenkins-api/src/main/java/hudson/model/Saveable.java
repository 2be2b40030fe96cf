package hudson.model;

import java.io.IOException;

/** Anything that can be stored. */
public interface Saveable {

    Saveable NOOP = () -> {};

    void save() throws IOException;
}
