package io.jenkins.plugins.senhasegura.mysafe.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The OAuth 2.0 client credentials of a MySafe API key. Never serialised; its text form shows no secret. */
public final class ClientCredentials {
    /** One for all, since making one costs more than using it; its own lock. */
    private static final MessageDigest SHA_256 = sha256();

    private final String credentialsId;
    private final String clientId;
    private final String clientSecret;

    /**
     * @param credentialsId where they come from, for logs
     * @param clientId senhasegura's Client ID
     * @param clientSecret senhasegura's Client Secret
     * @throws SettingException when the client id or the secret is missing
     */
    public ClientCredentials(String credentialsId, String clientId, String clientSecret) {
        this.credentialsId = Objects.requireNonNull(credentialsId);
        if (clientId == null || clientId.isEmpty() || clientSecret == null || clientSecret.isEmpty()) {
            throw new SettingException("credentialsId", credentialsId, "credentials.empty");
        }
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** The id under which a credentials store holds them. */
    public String credentialsId() {
        return credentialsId;
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    /** The body of a token request: client credentials grant, form-encoded. Source: senhasegura's A2A page. */
    String tokenForm() {
        return "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                + encoded(clientSecret);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Tells a rotated secret from the one before it, without keeping either. */
    String digest() {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        byte[] secret = clientSecret.getBytes(StandardCharsets.UTF_8);
        byte[] digest;
        synchronized (SHA_256) {
            SHA_256.update(id);
            // A byte that UTF-8 never has: "a" + "bc" and "ab" + "c" must not meet.
            SHA_256.update((byte) 0xFF);
            digest = SHA_256.digest(secret);
        }
        return HexFormat.of().formatHex(digest);
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
