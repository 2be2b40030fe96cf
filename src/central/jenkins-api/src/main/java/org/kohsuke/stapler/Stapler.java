package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServlet;

/** Serves requests. */
public class Stapler extends HttpServlet {

    public static StaplerResponse2 getCurrentResponse2() {
        throw new UnsupportedOperationException("Stapler.getCurrentResponse2 needs a real Jenkins");
    }

    public static StaplerRequest2 getCurrentRequest2() {
        throw new UnsupportedOperationException("Stapler.getCurrentRequest2 needs a real Jenkins");
    }
}
