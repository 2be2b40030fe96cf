package io.jenkins.plugins.senhasegura.mysafe.api;

/** Where a call says, while it is under way, what its user should know. */
@FunctionalInterface
public interface CallLog {
    /**
     * One line, without line end. Called from a timer thread, one line after the other.
     *
     * @param line ready to be shown; no secret in it
     */
    void line(String line);
}
