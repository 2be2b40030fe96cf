package org.kohsuke.accmod;

/** A kind of restriction; the real class also knows how to check it. */
public abstract class AccessRestriction {}
