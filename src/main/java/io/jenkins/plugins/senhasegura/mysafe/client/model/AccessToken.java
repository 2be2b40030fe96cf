package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.time.Duration;

/** An access token in memory; its text form does not show it. */
public final class AccessToken {
    private final String value;
    private final String authorization;
    private final long since;
    private final long expires;

    /**
     * @param value visible ASCII
     * @param since when it was asked for, in the scheduler's nanoseconds
     * @param expires in the scheduler's nanoseconds; after this it is no longer handed out
     */
    public AccessToken(String value, long since, long expires) {
        this.value = value;
        this.authorization = "Bearer " + value;
        this.since = since;
        this.expires = expires;
    }

    public String value() {
        return value;
    }

    /** The header's value. */
    public String authorization() {
        return authorization;
    }

    /** How long ago it was asked for. */
    public Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    public boolean isExpired(long now) {
        return now - expires >= 0;
    }

    @Override
    public String toString() {
        return "access token";
    }
}
