package org.kohsuke.stapler.verb;

/** Marks annotations that name an HTTP verb. */
public class HttpVerbInterceptor {}
