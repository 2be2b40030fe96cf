package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** They are wanted for a path. */
public class PathRequirement extends DomainRequirement {

    public PathRequirement(@CheckForNull String path) {}
}
