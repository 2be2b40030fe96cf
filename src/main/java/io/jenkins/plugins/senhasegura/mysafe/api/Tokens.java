package io.jenkins.plugins.senhasegura.mysafe.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The access tokens, in memory only, one for each server, credential and secret. Callers who need the same one at the
 * same time share one request; one who gives up does not take it from the others.
 */
final class Tokens {
    /** A token is not used for the last tenth of its life, at most this long. */
    static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

    /** What a token may be shared by; holds a digest instead of the secret. */
    record Key(String server, ServerUrl tokenUrl, String credentialsId, String digest) {
        static Key of(ServerSettings server, ClientCredentials credentials) {
            return new Key(server.name(), server.tokenUrl(), credentials.credentialsId(), credentials.digest());
        }

        private boolean isOlderSecretOf(Key other) {
            return !digest.equals(other.digest)
                    && server.equals(other.server)
                    && credentialsId.equals(other.credentialsId);
        }
    }

    /** Who needs a token; told once, on whichever thread. */
    interface Waiter {
        /** @param cached whether it was fetched before this call */
        void token(AccessToken token, boolean cached);

        void refused(Verdict verdict);
    }

    /** Sends the request for a token and tells its end once; returns what ends it early. */
    interface Fetch {
        Runnable start(Consumer<TokenAnswerReader.TokenAnswer> end);
    }

    /** One request under way and all who wait for it. */
    private static final class Flight {
        private final List<Waiter> waiters = new ArrayList<>();
        private Runnable abort;
        private boolean abandoned;
    }

    private final Map<Key, AccessToken> tokens = new HashMap<>();
    private final Map<Key, Flight> flights = new HashMap<>();
    private final Scheduler scheduler;

    Tokens(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Gives the waiter a token, at once where one is at hand; returns what takes the waiter out of the line. */
    Runnable obtain(Key key, Fetch fetch, Waiter waiter) {
        AccessToken cached;
        Flight flight;
        boolean first = false;
        synchronized (this) {
            cached = tokens.get(key);
            if (cached != null && cached.isExpired(scheduler.nanoTime())) {
                tokens.remove(key);
                cached = null;
            }
            flight = cached != null ? null : flights.get(key);
            if (cached == null && flight == null) {
                flight = new Flight();
                flights.put(key, flight);
                first = true;
            }
            if (flight != null) {
                flight.waiters.add(waiter);
            }
        }
        if (cached != null) {
            waiter.token(cached, true);
            return () -> {};
        }
        Flight joined = flight;
        if (first) {
            start(key, joined, fetch);
        }
        return () -> leave(key, joined, waiter);
    }

    private void start(Key key, Flight flight, Fetch fetch) {
        long started = scheduler.nanoTime();
        Runnable abort = fetch.start(answer -> land(key, flight, fetch, answer, started));
        boolean abandoned;
        synchronized (this) {
            flight.abort = abort;
            abandoned = flight.abandoned;
        }
        if (abandoned) {
            abort.run();
        }
    }

    private void leave(Key key, Flight flight, Waiter waiter) {
        Runnable abort = null;
        synchronized (this) {
            if (flight.waiters.remove(waiter) && flight.waiters.isEmpty()) {
                flights.remove(key, flight);
                flight.abandoned = true;
                abort = flight.abort;
            }
        }
        if (abort != null) {
            abort.run();
        }
    }

    private void land(Key key, Flight flight, Fetch fetch, TokenAnswerReader.TokenAnswer answer, long started) {
        List<Waiter> waiters;
        AccessToken token = null;
        boolean shared = false;
        synchronized (this) {
            flights.remove(key, flight);
            waiters = List.copyOf(flight.waiters);
            flight.waiters.clear();
            if (answer.refusal() == null) {
                token = new AccessToken(
                        answer.value(), started + usable(answer.lifetime()).toNanos());
                shared = !answer.lifetime().isZero() && !token.isExpired(scheduler.nanoTime());
                if (shared) {
                    keep(key, token);
                }
            }
        }
        for (int i = 0; i < waiters.size(); i++) {
            if (token == null) {
                waiters.get(i).refused(answer.refusal());
            } else if (shared || i == 0) {
                waiters.get(i).token(token, false);
            } else {
                // Good for one use only: each of the others gets its own.
                obtain(key, fetch, waiters.get(i));
            }
        }
    }

    private void keep(Key key, AccessToken token) {
        long now = scheduler.nanoTime();
        tokens.entrySet()
                .removeIf(old -> old.getValue().isExpired(now) || old.getKey().isOlderSecretOf(key));
        tokens.put(key, token);
    }

    private static Duration usable(Duration lifetime) {
        Duration tenth = lifetime.dividedBy(10);
        return lifetime.minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
    }

    /** Forgets a token that was refused, unless another one has taken its place already. */
    synchronized void drop(Key key, AccessToken refused) {
        tokens.remove(key, refused);
    }
}
