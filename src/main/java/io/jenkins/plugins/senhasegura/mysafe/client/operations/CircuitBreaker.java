package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerState;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Refuses calls to a server for a while after several in a row that no server answered, then lets one through at a time
 * to see whether it is back, and one at a time that ends an access window. So a thousand builds do not each wait out their retries.
 *
 * <p>What happens before anything of a caller was sent counts whoever it was. What happens after that may be the doing of
 * the caller's own credential, so it refuses the calls of that credential alone, and those of everybody only once it has
 * happened to two of them.
 *
 * <p>Thread-safe: one lock for all of it, and nothing of others is called under it.
 */
public final class CircuitBreaker {
    /** So many calls in a row without a response open it. */
    public static final int FAILURES_TO_OPEN = 5;

    /** How long it stays open. */
    static final Duration OPEN = Duration.ofSeconds(30);

    private static final int CREDENTIALS_TO_COUNT = 2;

    /** Credentials that got no response are kept while they are no more than this, the latest ones. */
    private static final int MOST_CREDENTIALS = 1000;

    /**
     * What a call is told when it asks to pass.
     *
     * @param probesServer whether its end decides for everybody
     * @param probesCredential whether its end decides for its own credential
     * @param isClosing whether the probe is that of the closings
     */
    record Permission(boolean isRefused, boolean probesServer, boolean probesCredential, boolean isClosing) {
        static final Permission PASS = new Permission(false, false, false, false);
        static final Permission REFUSED = new Permission(true, false, false, false);

        boolean isProbe() {
            return probesServer || probesCredential;
        }
    }

    private final BreakerState everybody = new BreakerState();
    private final Map<String, BreakerState> own = new LinkedHashMap<>(4);

    /** In a row, after something of the caller was sent, and whose they were. */
    private int hungUp;

    private final Set<String> suspects = new HashSet<>(4);

    /**
     * @param credential a digest of whose call it is
     * @param isClosing whether it ends an access window: then it has a probe of its own
     */
    synchronized Permission tryAcquire(String credential, boolean isClosing, long now) {
        BreakerState ofCaller = own.get(credential);
        if (everybody.refuses(isClosing, now) || (ofCaller != null && ofCaller.refuses(isClosing, now))) {
            return Permission.REFUSED;
        }
        boolean probesServer = everybody.startProbe(isClosing);
        boolean probesCredential = ofCaller != null && ofCaller.startProbe(isClosing);
        Permission permission = new Permission(false, probesServer, probesCredential, isClosing);
        return permission.isProbe() ? permission : Permission.PASS;
    }

    /** A call ended with a response, whatever it said. */
    synchronized void recordSuccess(String credential) {
        if (everybody.isClosed()) {
            own.remove(credential);
        } else {
            own.clear();
        }
        everybody.close();
        forgetHangUps();
    }

    /**
     * A call ended without a response.
     *
     * @param credential a digest of whose call it was
     * @param sent whether anything of the caller's had been sent
     * @return whether this opened the circuit, for everybody or for that credential
     */
    synchronized boolean recordFailure(Permission permission, String credential, boolean sent, long now) {
        release(permission, credential);
        if (!everybody.isClosed() && !permission.probesServer()) {
            return false; // was under way when it opened
        }
        if (sent) {
            hungUp++;
            if (suspects.size() < CREDENTIALS_TO_COUNT) {
                suspects.add(credential);
            }
        } else {
            everybody.countFailure();
        }
        boolean isServers = suspects.size() >= CREDENTIALS_TO_COUNT;
        int failures = everybody.failures() + (isServers ? hungUp : 0);
        if (permission.probesServer() ? !sent || isServers : failures >= FAILURES_TO_OPEN) {
            everybody.open(now);
            forgetHangUps();
            return true;
        }
        return sent && recordHangUp(permission, credential, now);
    }

    private boolean recordHangUp(Permission permission, String credential, long now) {
        BreakerState ofCaller = own.computeIfAbsent(credential, unknown -> new BreakerState());
        if (own.size() > MOST_CREDENTIALS) {
            own.remove(own.keySet().iterator().next());
        }
        if (!ofCaller.isClosed() && !permission.probesCredential()) {
            return false; // was under way when it opened
        }
        boolean opens = permission.probesServer()
                || permission.probesCredential()
                || ofCaller.countFailure() >= FAILURES_TO_OPEN;
        if (opens) {
            ofCaller.open(now);
        }
        return opens;
    }

    private void forgetHangUps() {
        hungUp = 0;
        suspects.clear();
    }

    /** A call ended without saying anything about the server: aborted. */
    synchronized void release(Permission permission, String credential) {
        if (permission.probesServer()) {
            everybody.endProbe(permission.isClosing());
        }
        BreakerState ofCaller = own.get(credential);
        if (permission.probesCredential() && ofCaller != null) {
            ofCaller.endProbe(permission.isClosing());
        }
    }

    /** What it does with everybody's calls. */
    synchronized ServerState.Circuit state(long now) {
        return everybody.state(now);
    }

    /** How many credentials there are whose calls alone do not simply pass. */
    synchronized int refusedCredentials() {
        return (int) own.values().stream().filter(each -> !each.isClosed()).count();
    }

    /** Whether it is as a new one is. */
    synchronized boolean isPristine() {
        return everybody.isClosed() && everybody.failures() + hungUp == 0 && own.isEmpty();
    }
}
