package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that tunnels every CONNECT to one port of the loopback address, and remembers what it was told before the
 * tunnel stood. Demands Basic authentication where a user is given.
 */
public final class TunnelProxy implements AutoCloseable {
    private final RawServer server;
    private final int target;
    private final String expected;
    private final String refusal;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private TunnelProxy(int target, String expected, String refusal) {
        this.target = target;
        this.expected = expected;
        this.refusal = refusal;
        server = new RawServer(this::serve);
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
        return server.port();
    }

    /** The heads of all requests to the proxy itself, each with its lines as they came. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve(Socket client, int number) throws IOException {
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
                String response = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                        + "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n";
                out.write(response.getBytes(StandardCharsets.US_ASCII));
            } else {
                tunnel(client, in, out);
                return;
            }
        }
    }

    private void tunnel(Socket client, InputStream in, OutputStream out) throws IOException {
        try (Socket end = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.opened(end);
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            RawServer.start("tunnel-proxy", () -> {
                try {
                    end.getInputStream().transferTo(out);
                    client.close();
                } catch (IOException gone) {
                    // The other direction ends too.
                }
            });
            in.transferTo(end.getOutputStream());
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
        server.close();
    }
}
