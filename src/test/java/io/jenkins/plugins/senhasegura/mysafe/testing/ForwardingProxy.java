package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forwarding HTTP proxy: passes plain requests on, opens tunnels for CONNECT, and asks for Basic authentication where
 * it is told to. Whatever name a request is for, it goes to the loopback address, at the port that the request names.
 */
public final class ForwardingProxy implements AutoCloseable {
    /**
     * A request as the proxy saw it.
     *
     * @param method CONNECT for a tunnel
     * @param target a whole URL, or host and port of a tunnel
     * @param proxyAuthorization the header's value or null
     * @param head all of its lines
     */
    public record Seen(String method, String target, String proxyAuthorization, String head) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final RawServer server = new RawServer(this::serve);
    private volatile String expected;

    private ForwardingProxy() {}

    /** A proxy that lets everybody through. */
    public static ForwardingProxy start() {
        return new ForwardingProxy();
    }

    /** From now on only this user passes; with null, everybody again. */
    public ForwardingProxy demand(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        expected = user == null ? null : "Basic " + Base64.getEncoder().encodeToString(credentials);
        return this;
    }

    public int port() {
        return server.port();
    }

    /** All requests up to now, those included that were told to authenticate themselves. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void serve(Socket client, int number) throws IOException {
        client.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(client.getInputStream());
        for (String head = head(in); head != null; head = head(in)) {
            String[] start = head.split(" ", 3);
            String authorization = header(head, "Proxy-Authorization");
            seen.add(new Seen(start[0], start[1], authorization, head));
            if (expected != null && !expected.equals(authorization)) {
                in.readNBytes(length(head));
                send(
                        client,
                        "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                + "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n");
            } else if (start[0].equals("CONNECT")) {
                tunnel(client, in, start[1]);
                return;
            } else {
                forward(client, in, start[1], head);
            }
        }
    }

    private void tunnel(Socket client, InputStream in, String target) throws IOException {
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        try (Socket end = connect(port)) {
            send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            RawServer.start("forwarding-proxy", () -> pump(end, client));
            copy(in, end.getOutputStream());
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream());
        } catch (IOException gone) {
            // Both are closed now.
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    /** One request and its response on a connection of their own, which ends with the response. */
    private void forward(Socket client, InputStream in, String target, String head) throws IOException {
        URI uri = URI.create(target);
        try (Socket end = connect(uri.getPort() < 0 ? 80 : uri.getPort())) {
            String own = head.replaceFirst(" \\S+ ", " " + uri.getRawPath() + " ")
                    .replaceAll("(?mi)^(Proxy-[^:]*|Connection): .*\r\n", "");
            send(end, own + "Connection: close\r\n\r\n");
            end.getOutputStream().write(in.readNBytes(length(head)));
            InputStream response = new BufferedInputStream(end.getInputStream());
            String answerHead = head(response);
            if (answerHead == null) {
                throw new IOException("no answer");
            }
            send(client, answerHead + "\r\n");
            client.getOutputStream().write(response.readNBytes(length(answerHead)));
            client.getOutputStream().flush();
        }
    }

    private Socket connect(int port) throws IOException {
        Socket end = new Socket(InetAddress.getLoopbackAddress(), port);
        end.setTcpNoDelay(true);
        server.opened(end);
        return end;
    }

    /** The lines up to the empty one; null at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (c == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                head.setLength(head.length() - 2);
                return head.toString();
            }
        }
        return null;
    }

    private static String header(String head, String name) {
        for (String line : head.split("\r\n")) {
            if (line.regionMatches(true, 0, name + ": ", 0, name.length() + 2)) {
                return line.substring(name.length() + 2);
            }
        }
        return null;
    }

    private static int length(String head) {
        String length = header(head, "Content-Length");
        return length == null ? 0 : Integer.parseInt(length);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
