package io.jenkins.plugins.senhasegura.mysafe.demo;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The one user of the demo's Jenkins: its script console runs anything, so that not everybody on this machine may use it.
 *
 * @param password good for one start
 */
record DemoLogin(String password) {
    static final String USER = "demo";

    private static final int BYTES = 18;

    /** With a password that nobody can guess. */
    static DemoLogin create() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new DemoLogin(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        byte[] both = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** What a person needs to know. */
    @Override
    public String toString() {
        return "user " + USER + ", password " + password;
    }
}
