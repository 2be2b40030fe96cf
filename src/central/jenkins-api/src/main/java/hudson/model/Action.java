package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Something attached to a build, a job or Jenkins. */
public interface Action extends ModelObject {

    @CheckForNull
    String getIconFileName();

    @Override
    @CheckForNull
    String getDisplayName();

    @CheckForNull
    String getUrlName();
}
