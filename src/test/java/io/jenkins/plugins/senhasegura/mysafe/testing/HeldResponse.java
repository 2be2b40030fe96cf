package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests waiting until it is told their answer, and lets a test wait until they have come or until their clients
 * have gone.
 */
public final class HeldResponse implements SimulatedServer.Answer {
    private static final long LONGEST_SECONDS = 60;
    private static final int LOOK_MILLIS = 20;

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore gone = new Semaphore(0);
    private volatile SimulatedServer.Answer forNew;
    private volatile SimulatedServer.Answer forAll;

    @Override
    public boolean write(SimulatedServer.Request request, Socket socket) throws IOException {
        SimulatedServer.Answer now = forNew;
        if (now == null) {
            arrived.release();
            now = held(socket);
        }
        if (now == null) {
            gone.release();
            return false;
        }
        return now.write(request, socket);
    }

    /** The response, or null when the client has gone before there was one. */
    private SimulatedServer.Answer held(Socket socket) throws IOException {
        socket.setSoTimeout(LOOK_MILLIS);
        try {
            while (forAll == null) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return null;
                    }
                } catch (SocketTimeoutException stillThere) {
                    // Time to look whether there is a response.
                }
            }
        } catch (IOException reset) {
            return null;
        }
        socket.setSoTimeout(0);
        return forAll;
    }

    /** What is answered to requests from now on; those that wait already go on waiting. */
    public void answerNew(SimulatedServer.Answer response) {
        forNew = response;
    }

    /** What is answered to all requests, those that wait included. */
    public void answerAll(SimulatedServer.Answer response) {
        forNew = response;
        forAll = response;
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
