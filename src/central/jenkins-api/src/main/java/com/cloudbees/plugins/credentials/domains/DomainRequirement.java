package com.cloudbees.plugins.credentials.domains;

import hudson.ExtensionPoint;
import java.io.Serializable;

/** What credentials are wanted for. */
public class DomainRequirement implements ExtensionPoint, Serializable {

    public DomainRequirement() {}
}
