package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.time.Duration;

/**
 * How long and how often is tried. No time can be 0 or infinite.
 *
 * @param connectTimeout until connected, name resolution and TLS included; 1 s to 120 s
 * @param responseTimeout from the request to the whole of its response; 1 s to 600 s
 * @param totalTimeout for all attempts together, without the time in line; 1 s to 3600 s
 * @param attempts 1 to 10
 * @param connections to one server at the same time, beside a few for closings; 1 to 1000
 * @param circuitBreaker whether calls are refused for a while after several in a row that no server answered
 */
public record Limits(
        Duration connectTimeout,
        Duration responseTimeout,
        Duration totalTimeout,
        int attempts,
        int connections,
        boolean circuitBreaker) {
    public static final int LONGEST_CONNECT_SECONDS = 120;
    public static final int LONGEST_RESPONSE_SECONDS = 600;
    public static final int LONGEST_TOTAL_SECONDS = 3600;
    public static final int MOST_ATTEMPTS = 10;
    public static final int MOST_CONNECTIONS = 1000;

    private static final int MOST_FOR_CLOSINGS = 8;

    /**
     * 3 attempts, connect 10 s, response 65 s, total 200 s, 64 connections, circuit breaker on. A gateway gives up after
     * 60 s by default: five more, so that its own words arrive.
     */
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(65), Duration.ofSeconds(200), 3, 64, true);

    /** @throws SettingException for a value outside its range */
    public Limits {
        check("connectTimeout", connectTimeout, LONGEST_CONNECT_SECONDS);
        check("responseTimeout", responseTimeout, LONGEST_RESPONSE_SECONDS);
        check("totalTimeout", totalTimeout, LONGEST_TOTAL_SECONDS);
        check("attempts", attempts, MOST_ATTEMPTS);
        check("connections", connections, MOST_CONNECTIONS);
    }

    /** The same with another time for all attempts together. */
    Limits within(Duration total) {
        return new Limits(connectTimeout, responseTimeout, total, attempts, connections, circuitBreaker);
    }

    private static void check(String field, Duration time, int longest) {
        // Durations below a second are for tests, which prove limits without waiting them out.
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofSeconds(longest)) > 0) {
            throw new SettingException(field, time.toSeconds(), "range", 1, longest);
        }
    }

    /**
     * How many connections there are for closings of access windows alone: so many that these go on whatever all others
     * wait for, and no more than these have.
     *
     * @param connections for everybody
     */
    public static int connectionsForClosings(int connections) {
        return Math.min(connections, MOST_FOR_CLOSINGS);
    }

    /**
     * Checks a whole number against its range, from 1 on.
     *
     * @throws SettingException when it is outside
     */
    public static void check(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new SettingException(field, value, "range", 1, most);
        }
    }
}
