package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that tunnels every CONNECT to one port of the loopback address, and remembers what it was told before the
 * tunnel stood. Demands Basic authentication where a user is given.
 */
public final class TunnelProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final String expected;
    private final String refusal;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TunnelProxy(int target, String expected, String refusal) {
        this.target = target;
        this.expected = expected;
        this.refusal = refusal;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::accept);
    }

    /** Lets everybody through. */
    public static TunnelProxy open(SimulatedServer target) {
        return new TunnelProxy(target.port(), null, null);
    }

    /** Lets this user through. */
    public static TunnelProxy authenticated(SimulatedServer target, String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new TunnelProxy(target.port(), "Basic " + Base64.getEncoder().encodeToString(credentials), null);
    }

    /** Answers every CONNECT with this status. */
    public static TunnelProxy refusing(int status) {
        return new TunnelProxy(0, null, "HTTP/1.1 " + status + " Refused\r\nContent-Length: 0\r\n\r\n");
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests to the proxy itself, each with its lines as they came. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException closed) {
                // The next turn of the loop ends it when it was closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            while (true) {
                String head = head(in);
                if (head == null) {
                    return;
                }
                heads.add(head);
                if (refusal != null) {
                    out.write(refusal.getBytes(StandardCharsets.US_ASCII));
                } else if (expected != null && !head.contains("Proxy-Authorization: " + expected + "\r\n")) {
                    String answer = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                            + "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n";
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                } else {
                    tunnel(client, in, out);
                    return;
                }
            }
        } catch (IOException gone) {
            // The client has gone.
        } finally {
            open.remove(client);
        }
    }

    private void tunnel(Socket client, InputStream in, OutputStream out) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(server);
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            start(() -> {
                try {
                    server.getInputStream().transferTo(out);
                    client.close();
                } catch (IOException gone) {
                    // The other direction ends too.
                }
            });
            in.transferTo(server.getOutputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : new ArrayList<>(open)) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
