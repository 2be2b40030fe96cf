package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.time.Duration;
import java.util.function.Supplier;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * How long and how often a server is asked. The setters of numbers take text, as form and YAML have it: to a setter of
 * numbers both would give 0 for what is none, and the message could not name what was written.
 */
public abstract class ServerLimits {
    /** A year; who wants more wants none. */
    static final int MOST_WINDOW_MINUTES = 525_600;

    private static final int MOST_MINUTES_BY_DEFAULT = 1440;

    private int connectTimeout = (int) Limits.DEFAULT.connectTimeout().toSeconds();
    private int responseTimeout = (int) Limits.DEFAULT.responseTimeout().toSeconds();
    private int totalTimeout = (int) Limits.DEFAULT.totalTimeout().toSeconds();
    private int attempts = Limits.DEFAULT.attempts();
    private int connections = Limits.DEFAULT.connections();
    private int longestWindow = MOST_MINUTES_BY_DEFAULT;
    private boolean circuitBreaker = Limits.DEFAULT.circuitBreaker();

    ServerLimits() {}

    /** What jobs and logs call the server. */
    public abstract String getName();

    /** Reads a value; what cannot be used says of which server it is. */
    final <T> T ofThis(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (SettingException bad) {
            throw bad.ofServer(getName());
        }
    }

    private int number(String field, String given, int most) {
        return ofThis(() -> ServerFields.number(field, given, most));
    }

    /** Seconds until connected, TLS included. */
    public int getConnectTimeout() {
        return connectTimeout;
    }

    /** @see #getConnectTimeout */
    @DataBoundSetter
    public void setConnectTimeout(String connectTimeout) {
        this.connectTimeout = number("connectTimeout", connectTimeout, Limits.LONGEST_CONNECT_SECONDS);
    }

    /** Seconds from the request to the whole of its response. */
    public int getResponseTimeout() {
        return responseTimeout;
    }

    /** @see #getResponseTimeout */
    @DataBoundSetter
    public void setResponseTimeout(String responseTimeout) {
        this.responseTimeout = number("responseTimeout", responseTimeout, Limits.LONGEST_RESPONSE_SECONDS);
    }

    /** Seconds for all attempts together, without the time in line. */
    public int getTotalTimeout() {
        return totalTimeout;
    }

    /** @see #getTotalTimeout */
    @DataBoundSetter
    public void setTotalTimeout(String totalTimeout) {
        this.totalTimeout = number("totalTimeout", totalTimeout, Limits.LONGEST_TOTAL_SECONDS);
    }

    /** How often is tried, the first time included. */
    public int getAttempts() {
        return attempts;
    }

    /** @see #getAttempts */
    @DataBoundSetter
    public void setAttempts(String attempts) {
        this.attempts = number("attempts", attempts, Limits.MOST_ATTEMPTS);
    }

    /** The most connections at the same time. */
    public int getConnections() {
        return connections;
    }

    /** @see #getConnections */
    @DataBoundSetter
    public void setConnections(String connections) {
        this.connections = number("connections", connections, Limits.MOST_CONNECTIONS);
    }

    /** Minutes that one access window may hold a password; 0 for no limit. */
    public int getLongestWindow() {
        return longestWindow;
    }

    /** @see #getLongestWindow */
    @DataBoundSetter
    public void setLongestWindow(String longestWindow) {
        this.longestWindow =
                ofThis(() -> ServerFields.numberOrNone("longestWindow", longestWindow, MOST_WINDOW_MINUTES));
    }

    /** Whether calls are refused for a while after several in a row that the server left unanswered. */
    public boolean isCircuitBreaker() {
        return circuitBreaker;
    }

    /** @see #isCircuitBreaker */
    @DataBoundSetter
    public void setCircuitBreaker(boolean circuitBreaker) {
        this.circuitBreaker = circuitBreaker;
    }

    /** @throws SettingException for what only a file that was edited by hand can hold */
    final Limits limits() {
        return new Limits(
                Duration.ofSeconds(connectTimeout),
                Duration.ofSeconds(responseTimeout),
                Duration.ofSeconds(totalTimeout),
                attempts,
                connections,
                circuitBreaker);
    }
}
