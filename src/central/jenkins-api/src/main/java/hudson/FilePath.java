package hudson;

import java.io.Serializable;

/** A file on the controller or on an agent. */
public final class FilePath implements Serializable {

    FilePath() {}
}
