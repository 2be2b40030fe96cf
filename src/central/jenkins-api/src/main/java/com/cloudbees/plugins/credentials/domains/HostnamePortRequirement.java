package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** They are wanted for a host and a port. */
public class HostnamePortRequirement extends HostnameRequirement {

    public HostnamePortRequirement(@CheckForNull String hostname, int port) {
        super(hostname);
    }
}
