package org.kohsuke.accmod.restrictions;

import org.kohsuke.accmod.AccessRestriction;

/** For use by nobody. */
public class DoNotUse extends AccessRestriction {}
