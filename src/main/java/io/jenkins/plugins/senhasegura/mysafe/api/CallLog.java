package io.jenkins.plugins.senhasegura.mysafe.api;

/** Where a call says, while it is under way, what its user should know. */
@FunctionalInterface
public interface CallLog {
    /**
     * One line, without line end. Called from any thread, the I/O thread included, so it must not block.
     *
     * @param line ready to be shown; no secret in it
     */
    void line(String line);
}
