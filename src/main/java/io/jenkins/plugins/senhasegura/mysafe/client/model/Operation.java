package io.jenkins.plugins.senhasegura.mysafe.client.model;

/**
 * What can be asked of a password in MySafe. Everything that differs between the two calls is here, so that a further
 * one is a further constant; sources: the vendor's pages "POST | Enable password" and "POST | Disable password".
 */
public enum Operation {
    /** Enables a disabled password. */
    ENABLE("active", Outcome.ACTIVATED, Outcome.ALREADY_ACTIVE),
    /** Disables an active password. */
    DISABLE("inactive", Outcome.DEACTIVATED, Outcome.ALREADY_INACTIVE);

    private final String segment;
    private final Outcome done;
    private final Outcome already;

    Operation(String segment, Outcome done, Outcome already) {
        this.segment = segment;
        this.done = done;
        this.already = already;
    }

    /** The path of the call, relative to the server's URL. */
    public String path(PasswordId id) {
        return "api/mysafe/password/" + segment + "/" + id.value();
    }

    /** The outcome when the password was changed. */
    public Outcome done() {
        return done;
    }

    /** The outcome when there was nothing to change. */
    public Outcome already() {
        return already;
    }
}
