package net.sf.json;

/** A JSON array. */
public final class JSONArray implements JSON {}
