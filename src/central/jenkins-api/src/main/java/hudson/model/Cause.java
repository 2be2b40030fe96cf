package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Why a build was started. */
public abstract class Cause {

    public Cause() {}

    public abstract String getShortDescription();

    /** Somebody started it. */
    public static class UserIdCause extends Cause {

        public UserIdCause() {}

        public UserIdCause(@CheckForNull String userId) {}

        @CheckForNull
        public String getUserId() {
            throw new UnsupportedOperationException("UserIdCause.getUserId needs a real Jenkins");
        }

        public String getUserName() {
            throw new UnsupportedOperationException("UserIdCause.getUserName needs a real Jenkins");
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException("UserIdCause.getShortDescription needs a real Jenkins");
        }
    }

    /** Another build started it. */
    public static class UpstreamCause extends Cause {

        @Deprecated
        public UpstreamCause(AbstractBuild<?, ?> up) {}

        public UpstreamCause(Run<?, ?> up) {}

        public String getUpstreamProject() {
            throw new UnsupportedOperationException("UpstreamCause.getUpstreamProject needs a real Jenkins");
        }

        public int getUpstreamBuild() {
            throw new UnsupportedOperationException("UpstreamCause.getUpstreamBuild needs a real Jenkins");
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException("UpstreamCause.getShortDescription needs a real Jenkins");
        }
    }
}
