package io.jenkins.plugins.senhasegura.mysafe.client.model;

/**
 * One stage of a connection test.
 *
 * @param kind what was tried
 * @param status how it went
 * @param millis how long it took, in milliseconds
 * @param text what was seen, in one line without any secret
 * @param remedy what to do; null when there is nothing to do
 */
public record Stage(Kind kind, Status status, long millis, String text, String remedy) {
    /** What is tried, in the order in which it is tried. */
    public enum Kind {
        NAME,
        CONNECTION,
        TLS,
        TOKEN,
        API
    }

    /** How a stage went. */
    public enum Status {
        PASSED,
        /** It works, but something should be known. */
        NOTED,
        /** It does not work; no further stage is tried. */
        FAILED
    }
}
