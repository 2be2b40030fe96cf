package io.jenkins.plugins.senhasegura.mysafe.window;

/** Why a password that nobody holds is not disabled without being asked to. */
public enum Objection {
    NONE,
    /** No server is configured with the lease's URL and tenant. */
    SERVER_GONE,
    /** The job, its credentials or their store are not those that the window was opened with. */
    CREDENTIALS_CHANGED
}
