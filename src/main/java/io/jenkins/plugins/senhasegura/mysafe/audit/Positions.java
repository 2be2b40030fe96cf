package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.util.regex.Pattern;

/** Where a page begins, as its own links say it; anything else that somebody writes there begins at the newest. */
final class Positions {
    /** The pages' part of the address, below a job and below a build. */
    static final String URL = "mysafe";

    // Compiled once: the page of a job reads the name of each build's folder.
    private static final Pattern BUILD = Pattern.compile("[0-9]{1,9}");
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private Positions() {}

    /** Nine digits always fit. */
    static int build(String text) {
        return text != null && BUILD.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    static long position(String text) {
        return text != null && POSITION.matcher(text).matches() ? Long.parseLong(text) : 0;
    }
}
