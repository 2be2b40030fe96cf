package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does whatever a test wants with each connection, from its first byte on. */
public final class RawServer implements AutoCloseable {
    /** What becomes of a connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        /** @param number of the connection, from 1 on */
        void handle(Socket socket, int number) throws IOException;
    }

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread acceptor;

    public RawServer(Handler handler) {
        this(listener(InetAddress.getLoopbackAddress()), handler);
    }

    RawServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        acceptor = start("raw-server", () -> accept(handler));
    }

    /** On a free port of this address. */
    static ServerSocket listener(InetAddress address) {
        try {
            return new ServerSocket(0, 50, address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept(Handler handler) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                start("raw-connection-" + number, () -> serve(handler, socket, number));
            } catch (IOException closed) {
                // The next turn of the loop ends it when it was closed.
            }
        }
    }

    private void serve(Handler handler, Socket socket, int number) {
        try (socket) {
            handler.handle(socket, number);
        } catch (IOException gone) {
            // The client has gone, which many tests are about.
        } finally {
            open.remove(socket);
        }
    }

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One more that is closed with the server, such as its own connection to another. */
    void opened(Socket socket) {
        open.add(socket);
    }

    /** Reads until the client has gone. */
    public static void awaitEnd(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // Whatever else the client says is not heard.
            }
        } catch (IOException reset) {
            // Gone as well.
        }
    }

    /** How many connections were accepted up to now. */
    public int connections() {
        return connections.get();
    }

    /** How many of them neither side has closed. */
    public int open() {
        return open.size();
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            // Until it has left the call that accepts, who connects is still let in.
            acceptor.join();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
