package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.util.function.LongSupplier;

/**
 * How far one request has come, and on what kind of connection.
 *
 * <p>Thread-safe: written by the I/O thread alone, read by whoever ends the exchange.
 */
final class Progress {
    private volatile boolean reused;
    private volatile boolean replaced;
    private volatile boolean sent;
    private volatile LongSupplier received = () -> 0;
    private volatile long receivedBefore;
    private volatile RawResponse head;

    /** @param kept whether the connection has carried a request before */
    void leased(boolean kept) {
        reused = kept;
    }

    boolean isOnKeptConnection() {
        return reused;
    }

    /** Whether no kept connection will do, since one has just ended under this request. */
    boolean needsNewConnection() {
        return replaced;
    }

    /** @param receivedBytes how many the connection has received up to now */
    void sending(LongSupplier receivedBytes) {
        receivedBefore = receivedBytes.getAsLong();
        received = receivedBytes;
        sent = true;
    }

    /** Whether the request has gone out, so that it may have been carried out. */
    boolean isSent() {
        return sent;
    }

    /** Whether anything of a response has come, even if it is no HTTP. */
    boolean isAnswering() {
        return received.getAsLong() > receivedBefore;
    }

    void answering(RawResponse responseHead) {
        head = responseHead;
    }

    /** The response's head, or null as long as there is none. */
    RawResponse head() {
        return head;
    }

    /**
     * Whether the connection has failed, and not the request: a kept one that the server closed in the same moment. Both
     * of our requests may be repeated, so the next connection is this attempt's, too. True once.
     *
     * @param challenged whether a proxy's challenge was answered in a way that only the next connection can bring over
     */
    boolean startsOver(Exception cause, boolean challenged) {
        boolean replaceable = challenged || (reused && !isAnswering());
        if (replaced || !replaceable || !ConnectionLoss.is(cause, sent)) {
            return false;
        }
        replaced = true;
        sent = false;
        receivedBefore = 0;
        received = () -> 0;
        return true;
    }
}
