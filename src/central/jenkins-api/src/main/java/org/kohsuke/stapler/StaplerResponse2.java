package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletResponse;

/** Its answer. */
public interface StaplerResponse2 extends HttpServletResponse {}
