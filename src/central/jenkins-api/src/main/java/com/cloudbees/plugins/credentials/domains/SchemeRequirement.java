package com.cloudbees.plugins.credentials.domains;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** They are wanted for a scheme. */
public class SchemeRequirement extends DomainRequirement {

    public SchemeRequirement(@CheckForNull String scheme) {}
}
