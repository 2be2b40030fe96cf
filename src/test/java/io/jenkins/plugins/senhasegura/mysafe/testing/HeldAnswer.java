package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests waiting, and lets a test wait until they have come and until their clients have gone. Requests that
 * come after {@link #thenAnswer} are answered; those that wait already are not.
 */
public final class HeldAnswer implements SimulatedServer.Answer {
    private static final long LONGEST_SECONDS = 60;

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore gone = new Semaphore(0);
    private volatile SimulatedServer.Answer answer;

    @Override
    public boolean write(SimulatedServer.Request request, Socket socket) throws IOException {
        SimulatedServer.Answer now = answer;
        if (now != null) {
            return now.write(request, socket);
        }
        arrived.release();
        Answers.awaitEnd(socket);
        gone.release();
        return false;
    }

    /** What is answered from now on. */
    public void thenAnswer(SimulatedServer.Answer then) {
        answer = then;
    }

    /** Waits for that many more requests. */
    public void awaitArrival(int requests) {
        await(arrived, requests, "requests have not come");
    }

    /** Waits until the clients of that many more requests have closed their connections. */
    public void awaitDeparture(int requests) {
        await(gone, requests, "connections have not been closed");
    }

    private static void await(Semaphore events, int count, String otherwise) {
        try {
            if (!events.tryAcquire(count, LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError((count - events.availablePermits()) + " of " + count + " " + otherwise);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
