package org.kohsuke.accmod.restrictions;

/** For use in its own module only. */
public class NoExternalUse extends DoNotUse {}
