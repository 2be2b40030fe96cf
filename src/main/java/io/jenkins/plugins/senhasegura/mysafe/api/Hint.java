package io.jenkins.plugins.senhasegura.mysafe.api;

/** What a response, or the settings it was asked for with, gives away of a mistake that many make. */
public enum Hint {
    /** The address of this controller is not allowed. */
    ADDRESS(true),
    /** http was spoken where https is. */
    HTTPS(true),
    /** The application behind the gateway knows no such path. */
    UNKNOWN_PATH(true),
    /** A client certificate is demanded. */
    CLIENT_CERTIFICATE(true),
    /** The response leads to another address, which is not followed. */
    REDIRECT(true),
    /** The URL ends in /api, which the path of a call begins with. */
    ENDS_IN_API(false),
    /** The URL ends in /iso, which old pages of the vendor have in front of a call's path. */
    ENDS_IN_ISO(false),
    /** Client ID or Client Secret begins or ends with white space. */
    WHITE_SPACE(false),
    /** The installation may have several tenants. */
    TENANT(false);

    private final boolean sufficient;

    Hint(boolean sufficient) {
        this.sufficient = sufficient;
    }

    /** Whether it explains the outcome by itself, so that no other cause and remedy is given. */
    boolean isSufficient() {
        return sufficient;
    }
}
