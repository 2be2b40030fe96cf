package io.jenkins.plugins.senhasegura.mysafe.client.model;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The OAuth 2.0 client credentials of a MySafe API key. Never serialised; its text form shows no secret.
 *
 * <p>Thread-safe: whichever thread reckons the digest first, it is the same.
 */
public final class ClientCredentials {
    /** Never fed itself, only copied, which is cheaper than asking the providers for a new one each time. */
    private static final MessageDigest SHA_256 = sha256();

    private static final int LONGEST_ID = 255;

    private final String credentialsId;
    private final String clientId;
    private final String clientSecret;
    private final boolean usernameSecret;

    /**
     * Credentials whose Client ID may be shown.
     *
     * @param credentialsId where they come from, for logs
     * @param clientId senhasegura's Client ID
     * @param clientSecret senhasegura's Client Secret
     * @throws SettingException when the client id or the secret is missing
     */
    public ClientCredentials(String credentialsId, String clientId, String clientSecret) {
        this(credentialsId, clientId, clientSecret, false);
    }

    /**
     * The same, with what the credentials say of themselves.
     *
     * @param usernameSecret whether the Client ID is to be kept as the secret is
     */
    public ClientCredentials(String credentialsId, String clientId, String clientSecret, boolean usernameSecret) {
        // For logs: no store refuses an id with a line end, which would begin a line of its own there.
        this.credentialsId = Redactor.oneLine(Objects.requireNonNull(credentialsId), LONGEST_ID);
        this.usernameSecret = usernameSecret;
        if (clientId == null || clientId.isEmpty() || clientSecret == null || clientSecret.isEmpty()) {
            throw new SettingException("credentialsId", credentialsId, "credentials.empty");
        }
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** The id under which a credentials store holds them, in one line. */
    public String credentialsId() {
        return credentialsId;
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    /** What nothing that the server says may show: the Client Secret, and the Client ID where it is a secret, too. */
    public List<String> secrets() {
        return usernameSecret ? List.of(clientSecret, clientId) : List.of(clientSecret);
    }

    /**
     * The body of a token request: client credentials grant, form-encoded. Source: senhasegura's A2A page.
     *
     * @param tenant of a multi-tenant installation, or null
     */
    public String tokenForm(String tenant) {
        return "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                + encoded(clientSecret) + (tenant == null ? "" : "&tenant=" + encoded(tenant));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Tells a rotated secret from the one before it, without keeping either. */
    public String digest() {
        try {
            MessageDigest sha256 = (MessageDigest) SHA_256.clone();
            sha256.update(clientId.getBytes(StandardCharsets.UTF_8));
            // A byte that UTF-8 never has: "a" + "bc" and "ab" + "c" must not meet.
            sha256.update((byte) 0xFF);
            return HexFormat.of().formatHex(sha256.digest(clientSecret.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "client credentials " + credentialsId;
    }
}
