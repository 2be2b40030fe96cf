package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServlet;

/** Serves requests. */
public class Stapler extends HttpServlet {

    public static StaplerRequest2 getCurrentRequest2() {
        throw new UnsupportedOperationException("Stapler.getCurrentRequest2 needs a real Jenkins");
    }
}
