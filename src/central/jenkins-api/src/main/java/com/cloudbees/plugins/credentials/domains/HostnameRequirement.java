package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** They are wanted for a host. */
public class HostnameRequirement extends DomainRequirement {

    public HostnameRequirement(@CheckForNull String hostname) {}
}
