package io.jenkins.plugins.senhasegura.mysafe.client.model;

/** Which of the two requests of a call an outcome is about. */
public enum RequestKind {
    /** The request for an access token. */
    TOKEN,
    /** The call of the MySafe API. */
    API
}
