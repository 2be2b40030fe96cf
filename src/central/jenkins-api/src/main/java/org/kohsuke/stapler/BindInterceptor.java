package org.kohsuke.stapler;

import net.sf.json.JSONObject;

/** Has its say when a form's JSON becomes an object. */
public class BindInterceptor {

    public static final Object DEFAULT = new Object();

    public static final BindInterceptor NOOP = new BindInterceptor();

    public BindInterceptor() {}

    public Object instantiate(Class actualType, JSONObject json) {
        return DEFAULT;
    }
}
