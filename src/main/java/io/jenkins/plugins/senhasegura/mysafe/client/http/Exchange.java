package io.jenkins.plugins.senhasegura.mysafe.client.http;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/**
 * One request and its response under way. Has a deadline for being connected and then one for the whole response; ends
 * exactly once, and takes its connection with it when it ends early, whatever the connection was doing.
 *
 * <p>Thread-safe: of all threads that end it the first one counts; the listener is told without a lock.
 */
public final class Exchange implements FutureCallback<RawResponse> {
    private static final Runnable NOTHING = () -> {};

    private final Limits limits;
    private final Scheduler scheduler;
    private final ExchangeListener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Runnable cleanUp = NOTHING;
    private volatile ServerPool pool;
    private volatile Future<?> request;
    private final HeldResources connecting = new HeldResources();
    private final HeldResources held = new HeldResources();
    private volatile ServerUrl url;
    private volatile Execution execution;
    private final Progress progress = new Progress();
    private final ExchangeTimer timer;

    Exchange(Limits limits, Scheduler scheduler, ExchangeListener listener) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.listener = listener;
        this.timer = new ExchangeTimer(scheduler, this::expire);
        timer.start(limits.connectTimeout());
    }

    /** The way to send the request, which is gone once more where a kept connection turns out to have ended. */
    interface Execution {
        Future<?> start();

        /** Whether a proxy's challenge was answered in a way that only the next connection can bring over. */
        boolean isChallenged();
    }

    /**
     * The pool whose connection it will have.
     *
     * @param target where the request goes to
     * @param giveBack run when the exchange ends; at once when it has ended already
     * @return false when it has ended already
     */
    boolean uses(ServerPool serverPool, ServerUrl target, Runnable giveBack) {
        url = target;
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

    /** The host that is connected to: the proxy, or the server itself. */
    String firstHop() {
        return url.firstHop(pool.key().proxy());
    }

    private synchronized void cleanUp() {
        cleanUp.run();
        cleanUp = NOTHING;
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        timer.cancel();
        cleanUp();
        return true;
    }

    /** Sends the request. */
    void start(Execution way) {
        execution = way;
        Future<?> future;
        try {
            future = way.start();
        } catch (RuntimeException unusable) {
            failed(unusable);
            return;
        }
        request = future;
        if (ended.get()) {
            future.cancel(true);
        }
    }

    /** What to give up when the exchange ends without a response. */
    void holds(Runnable giveUp) {
        held.add(giveUp);
    }

    /** What to give up when it ends while it connects; later the connection is closed with what {@link #holds} it. */
    void connecting(Runnable giveUp) {
        connecting.add(giveUp);
    }

    boolean isOver() {
        return ended.get();
    }

    /** A socket is connected; from here to the end of the TLS handshake nothing else could close it. */
    void connected(ModalCloseable socket) {
        listener.connected();
        connecting(() -> socket.close(CloseMode.IMMEDIATE));
    }

    /** A proxy has made the tunnel that it was asked for. */
    void tunnelled() {
        listener.tunnelled();
    }

    Progress progress() {
        return progress;
    }

    /** The connection stands, and the request goes out on it. */
    void sending(SSLSession session, LongSupplier receivedBytes) {
        timer.putOff(limits.responseTimeout());
        connecting.forget();
        progress.sending(receivedBytes);
        listener.sending(session);
    }

    RawResponse.Origin originOfResponse() {
        if (!progress.isSent()) {
            return RawResponse.Origin.CONNECT;
        }
        return pool.key().proxy() == null ? RawResponse.Origin.DIRECT : RawResponse.Origin.PROXIED;
    }

    private Circumstances circumstances() {
        return pool.circumstances(url, progress, scheduler.now());
    }

    private void expire() {
        Exception late = late();
        if (end()) {
            drop();
            listener.failed(late);
        }
    }

    private Exception late() {
        if (pool == null) {
            // The name has not been resolved yet.
            return new TimeoutException();
        }
        boolean sent = progress.isSent();
        String key = sent ? ExchangeException.RESPONSE_TIMEOUT : ExchangeException.CONNECT_TIMEOUT;
        Duration limit = sent ? limits.responseTimeout() : limits.connectTimeout();
        return explained(new ExchangeException(progress.head(), key, (int) limit.toSeconds()));
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
        connecting.close();
        held.close();
    }

    @Override
    public void completed(RawResponse response) {
        if (!end()) {
            return;
        }
        if (response.origin() == RawResponse.Origin.CONNECT) {
            drop();
        }
        if (response.isProxys()) {
            listener.failed(ExchangeException.ofProxy(response, circumstances()));
        } else {
            listener.answered(response);
        }
    }

    @Override
    public void failed(Exception cause) {
        Execution again = execution;
        boolean sent = progress.isSent();
        if (again != null && !ended.get() && progress.startsOver(cause, again.isChallenged())) {
            if (sent && !again.isChallenged()) {
                listener.sendingAgain();
            }
            connecting.letGo();
            held.letGo();
            timer.start(limits.connectTimeout());
            start(again);
        } else if (end()) {
            drop();
            listener.failed(explained(cause));
        }
    }

    /** What is left until it has to be connected, or to have its response. */
    Duration left() {
        return timer.left();
    }

    private Exception explained(Exception cause) {
        return pool == null || cause instanceof SettingException
                ? cause
                : ExchangeException.of(cause, progress.head(), circumstances());
    }

    @Override
    public void cancelled() {
        failed(new InterruptedIOException());
    }
}
