package com.cloudbees.jenkins.support.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** What the parts of a bundle put their files in. */
public abstract class Container {

    public Container() {}

    public abstract void add(@CheckForNull Content content);
}
