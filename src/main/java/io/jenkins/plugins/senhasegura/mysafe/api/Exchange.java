package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/**
 * One request and its answer under way. Has a deadline for being connected and then one for the whole answer; ends
 * exactly once, and takes its connection with it when it ends early, whatever the connection was doing.
 *
 * <p>Thread-safe: of all threads that end it the first one counts; the listener is told without a lock.
 */
final class Exchange implements FutureCallback<RawAnswer>, Deadlines.Expiring {
    /** Told the end, on whichever thread brings it. */
    interface Listener {
        void answered(RawAnswer answer);

        void failed(Exception cause);

        /** A new connection stands, before TLS. Not told for one that is used again. */
        default void connected() {}

        /** The request goes out; with the connection's TLS session, null without TLS. */
        default void sending(SSLSession session) {}
    }

    private final Limits limits;
    private final Scheduler scheduler;
    private final Listener listener;
    private final Consumer<Exchange> whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Runnable cleanUp;
    private volatile ServerPool pool;
    private volatile Future<?> request;
    private final List<Runnable> held = new ArrayList<>(4);
    private volatile boolean sent;
    private volatile long deadline;
    private final Deadlines.Watch watch = new Deadlines.Watch(this);

    /** @param whenEnded run once */
    Exchange(Limits limits, Scheduler scheduler, Listener listener, Consumer<Exchange> whenEnded) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.listener = listener;
        this.whenEnded = whenEnded;
        this.deadline = scheduler.nanoTime() + limits.connectTimeout().toNanos();
    }

    /**
     * The pool whose connection it will have.
     *
     * @param giveBack run when the exchange ends; at once when it has ended already
     * @return false when it has ended already
     */
    boolean uses(ServerPool serverPool, Runnable giveBack) {
        pool = serverPool;
        synchronized (this) {
            cleanUp = giveBack;
        }
        if (ended.get()) {
            cleanUp();
            return false;
        }
        return true;
    }

    ServerPool pool() {
        return pool;
    }

    private synchronized void cleanUp() {
        Runnable once = cleanUp;
        cleanUp = null;
        if (once != null) {
            once.run();
        }
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        whenEnded.accept(this);
        cleanUp();
        return true;
    }

    /** What to cancel when the exchange ends early. */
    void started(Future<?> future) {
        request = future;
        if (ended.get()) {
            future.cancel(true);
        }
    }

    /**
     * What to do when the exchange ends without an answer: the request's own cancellation reaches neither a connection
     * that is being made nor a TLS handshake, and the pool would wait for these for ever.
     */
    void holds(Runnable giveUp) {
        synchronized (held) {
            if (!ended.get()) {
                held.add(giveUp);
                return;
            }
        }
        giveUp.run();
    }

    boolean isOver() {
        return ended.get();
    }

    /** A socket is connected; from here to the end of the TLS handshake nothing else could close it. */
    void connected(ModalCloseable socket) {
        listener.connected();
        holds(() -> socket.close(CloseMode.IMMEDIATE));
    }

    /** The connection stands, and the request goes out on it. */
    void sending(SSLSession session) {
        deadline = scheduler.nanoTime() + limits.answerTimeout().toNanos();
        sent = true;
        listener.sending(session);
    }

    @Override
    public Deadlines.Watch watch() {
        return watch;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void expire() {
        Exception late = late();
        if (end()) {
            drop();
            listener.failed(late);
        }
    }

    private Exception late() {
        if (sent) {
            return new ExchangeException(
                    0, "answerTimeout", (int) limits.answerTimeout().toSeconds());
        }
        // Without a pool the name has not been resolved yet.
        return pool == null
                ? new TimeoutException()
                : new ExchangeException(
                        0, "connectTimeout", (int) limits.connectTimeout().toSeconds());
    }

    /** Ends it without telling anybody. */
    void abort() {
        if (end()) {
            drop();
        }
    }

    private void drop() {
        Future<?> cancelled = request;
        if (cancelled != null) {
            cancelled.cancel(true);
        }
        List<Runnable> all;
        synchronized (held) {
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Runnable::run);
    }

    @Override
    public void completed(RawAnswer answer) {
        if (!sent) {
            // The request is still here: this is what a proxy said instead of making a tunnel for it.
            failed(new ExchangeException(answer.status(), ExchangeException.NO_TUNNEL, answer.status()));
        } else if (end()) {
            listener.answered(answer);
        }
    }

    @Override
    public void failed(Exception cause) {
        if (end()) {
            drop();
            listener.failed(cause);
        }
    }

    @Override
    public void cancelled() {
        failed(new java.io.InterruptedIOException());
    }
}
