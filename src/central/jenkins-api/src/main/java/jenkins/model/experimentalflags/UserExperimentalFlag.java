package jenkins.model.experimentalflags;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;

/** A part of the user interface that users choose for themselves before it is everybody's. */
public abstract class UserExperimentalFlag<T> implements ExtensionPoint {

    UserExperimentalFlag() {}

    public static @CheckForNull <T> T getFlagValueForCurrentUser(String flagClassCanonicalName) {
        throw new UnsupportedOperationException("UserExperimentalFlag.getFlagValueForCurrentUser needs a real Jenkins");
    }
}
