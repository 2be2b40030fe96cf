package io.jenkins.plugins.senhasegura.mysafe.client.model;

/** What a response, the lack of one, or the settings it was asked for with, gives away of its cause. */
public enum Hint {
    /** The address of this controller is not allowed. */
    ADDRESS(true),
    /** http was spoken where https is. */
    HTTPS(true),
    /** https was spoken to what forwards the request, and it says that it came by http. */
    FORWARDED_BY_HTTP(true),
    /** The application behind the gateway knows no such path. */
    UNKNOWN_PATH(true),
    /** A client certificate is demanded. */
    CLIENT_CERTIFICATE(true),
    /** The response leads to another address, which is not followed. */
    REDIRECT(true),
    /** The certificate of the server's issuer is neither sent nor trusted. */
    ISSUER(true),
    /** The server's certificate signs itself, or its authority is not trusted. */
    UNTRUSTED(true),
    /** A certificate of the server's chain has expired. */
    EXPIRED(true),
    /** A certificate of the server's chain is not valid yet by this controller's clock. */
    NOT_YET_VALID(true),
    /** The certificate is for another host name. */
    HOST_NAME(true),
    /** A key or a signature in the server's chain is too weak. */
    WEAK_KEY(true),
    /** The server refuses the handshake without saying why. */
    HANDSHAKE(true),
    /** No version of TLS in common. */
    PROTOCOL(true),
    /** No cipher suite in common. */
    CIPHER_SUITE(true),
    /** https was spoken where plain HTTP is. */
    PLAIN_HTTP(true),
    /** The server speaks HTTP/2 only. */
    HTTP_2(true),
    /** The server does not know the name that it is called by, or none was sent. */
    SERVER_NAME(true),
    /** The trust store of the Java runtime cannot be read. */
    TRUST_STORE(true),
    /** The URL ends in /api, which the path of a call begins with, or in more of that path. */
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
    public boolean isSufficient() {
        return sufficient;
    }
}
