package io.jenkins.plugins.senhasegura.mysafe.audit;

/** Where a page begins, as its own links say it; anything else that somebody writes there begins at the newest. */
final class Positions {
    /** The pages' part of the address, below a job and below a build. */
    static final String URL = "mysafe";

    private Positions() {}

    /** Nine digits always fit. */
    static int build(String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    static long position(String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
