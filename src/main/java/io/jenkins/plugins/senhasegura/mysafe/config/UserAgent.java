package io.jenkins.plugins.senhasegura.mysafe.config;

/** Names plugin and version to the server. */
public final class UserAgent {
    private UserAgent() {}

    /** The header's value. */
    public static String text() {
        String version = UserAgent.class.getPackage().getImplementationVersion();
        return "senhasegura-mysafe-jenkins/" + (version == null ? "dev" : version.replaceAll("[^0-9A-Za-z._-].*", ""));
    }
}
