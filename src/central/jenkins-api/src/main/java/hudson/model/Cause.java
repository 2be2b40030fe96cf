package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Why a build was started. */
public abstract class Cause {

    public Cause() {}

    public abstract String getShortDescription();

    /** Somebody started it. */
    public static class UserIdCause extends Cause {

        private final String userId;

        public UserIdCause(@CheckForNull String userId) {
            this.userId = userId;
        }

        @CheckForNull
        public String getUserId() {
            return userId;
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException("Cause.UserIdCause.getShortDescription needs a real Jenkins");
        }
    }
}
