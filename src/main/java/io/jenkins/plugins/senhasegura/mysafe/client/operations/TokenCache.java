package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The access tokens, in memory only, one for each server, tenant, credential and secret. Callers who need the same one at
 * the same time share one request; one who gives up does not take it from the others.
 *
 * <p>Thread-safe: one lock guards tokens, flights and seats; requests are started and waiters told without it.
 */
public final class TokenCache {
    /** A token is not used for the last tenth of its life, at most this long. */
    static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

    /** Those that were not used for longest go first: an installation has as many as it has keys. */
    static final int MOST_TOKENS = 1000;

    /** What a token may be shared by; holds a digest instead of the secret. */
    public record Key(ServerUrl server, List<ServerUrl> tokenUrls, String tenant, String credentialsId, String digest) {
        public static Key of(ServerSettings server, ClientCredentials credentials) {
            return new Key(
                    server.url(),
                    server.tokenUrls(),
                    server.tenant(),
                    credentials.credentialsId(),
                    credentials.digest());
        }
    }

    /**
     * What came of a request for a token.
     *
     * @param response a token or a refusal
     * @param sent whether the request had gone out
     */
    record Fetched(TokenResponseReader.TokenResponse response, boolean sent) {}

    /** Who needs a token; told once, on whichever thread. */
    interface Waiter {
        /** @param cached whether it was fetched before this call */
        void token(AccessToken token, boolean cached);

        /** @param sent whether the credential had been sent */
        void refused(Verdict verdict, boolean sent);
    }

    /** Sends the request for a token and tells its end once, whatever happens; returns what ends it early. */
    interface Fetch {
        Runnable start(Consumer<Fetched> end);
    }

    /** One request under way and all who wait for it. */
    private static final class Flight {
        private final List<Seat> seats = new ArrayList<>();
        private Runnable abort;
        private boolean abandoned;
    }

    /** A waiter's place, which may move from one flight to the next; the flight is guarded by the tokens. */
    private static final class Seat {
        private final Waiter waiter;
        private Flight flight;

        Seat(Waiter waiter) {
            this.waiter = waiter;
        }
    }

    private final Map<Key, AccessToken> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, AccessToken> eldest) {
            return size() > MOST_TOKENS;
        }
    };
    private final Map<Key, Flight> flights = new HashMap<>();
    private final Scheduler scheduler;

    TokenCache(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Gives the waiter a token, at once where one is at hand; returns what takes the waiter out of the line. */
    Runnable get(Key key, Fetch fetch, Waiter waiter) {
        Seat seat = new Seat(waiter);
        get(key, fetch, seat);
        return () -> leave(key, seat);
    }

    private void get(Key key, Fetch fetch, Seat seat) {
        AccessToken cached;
        Flight flight = null;
        boolean first = false;
        synchronized (this) {
            cached = tokens.get(key);
            if (cached != null && cached.isExpired(scheduler.nanoTime())) {
                tokens.remove(key);
                cached = null;
            }
            if (cached == null) {
                flight = flights.get(key);
                first = flight == null;
                if (first) {
                    flight = new Flight();
                    flights.put(key, flight);
                }
                seat.flight = flight;
                flight.seats.add(seat);
            }
        }
        if (cached != null) {
            seat.waiter.token(cached, true);
        } else if (first) {
            start(key, flight, fetch);
        }
    }

    private void start(Key key, Flight flight, Fetch fetch) {
        long started = scheduler.nanoTime();
        Runnable abort = fetch.start(fetched -> land(key, flight, fetch, fetched, started));
        boolean abandoned;
        synchronized (this) {
            flight.abort = abort;
            abandoned = flight.abandoned;
        }
        if (abandoned) {
            abort.run();
        }
    }

    private void leave(Key key, Seat seat) {
        Runnable abort = null;
        synchronized (this) {
            Flight flight = seat.flight;
            if (flight != null && flight.seats.remove(seat) && flight.seats.isEmpty()) {
                flights.remove(key, flight);
                flight.abandoned = true;
                abort = flight.abort;
            }
        }
        if (abort != null) {
            abort.run();
        }
    }

    private void land(Key key, Flight flight, Fetch fetch, Fetched fetched, long started) {
        TokenResponseReader.TokenResponse response = fetched.response();
        List<Seat> seats;
        AccessToken token = null;
        Flight next = null;
        synchronized (this) {
            flights.remove(key, flight);
            seats = List.copyOf(flight.seats);
            flight.seats.clear();
            if (response.refusal() == null) {
                token = new AccessToken(
                        response.value(),
                        started,
                        started + usable(response.lifetime()).toNanos());
                if (!response.lifetime().isZero() && !token.isExpired(scheduler.nanoTime())) {
                    put(key, token);
                } else if (seats.size() > 1) {
                    // Good for one use only: each of the others gets its own.
                    next = nextFlight(key, seats.subList(1, seats.size()));
                    seats = seats.subList(0, 1);
                }
            }
        }
        for (Seat seat : seats) {
            if (token == null) {
                seat.waiter.refused(response.refusal(), fetched.sent());
            } else {
                seat.waiter.token(token, false);
            }
        }
        if (next != null) {
            start(key, next, fetch);
        }
    }

    private Flight nextFlight(Key key, List<Seat> seats) {
        Flight next = new Flight();
        flights.put(key, next);
        next.seats.addAll(seats);
        seats.forEach(seat -> seat.flight = next);
        return next;
    }

    private void put(Key key, AccessToken token) {
        long now = scheduler.nanoTime();
        tokens.values().removeIf(old -> old.isExpired(now));
        tokens.put(key, token);
    }

    private static Duration usable(Duration lifetime) {
        Duration tenth = lifetime.dividedBy(10);
        return lifetime.minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
    }

    /** How old the tokens of one server are that are still good. */
    synchronized List<Duration> ages(String url, String tenant) {
        long now = scheduler.nanoTime();
        return tokens.entrySet().stream()
                .filter(entry -> entry.getKey().server().toString().equals(url)
                        && Objects.equals(entry.getKey().tenant(), tenant)
                        && !entry.getValue().isExpired(now))
                .map(entry -> entry.getValue().age(now))
                .toList();
    }

    /** Forgets a token that was refused, unless another one has taken its place already. */
    synchronized void invalidate(Key key, AccessToken refused) {
        tokens.remove(key, refused);
    }
}
