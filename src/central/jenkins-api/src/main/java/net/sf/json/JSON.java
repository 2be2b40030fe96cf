package net.sf.json;

import java.io.Serializable;

/** Any JSON value. */
public interface JSON extends Serializable {}
