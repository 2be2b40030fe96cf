package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A server on a plain socket that answers byte for byte what a test tells it, broken HTTP included, and remembers every
 * request. Its token endpoint grants {@code token-1}, {@code token-2}… unless told otherwise; any other path without an
 * answer is answered as Kong does.
 */
public final class SimulatedServer implements AutoCloseable {
    /** The path of the token endpoint. */
    public static final String TOKEN = "/api/oauth2/token";

    /** The path by which password 10 is enabled. */
    public static final String ENABLE_10 = "/api/mysafe/password/active/10";

    public static final String DISABLE_10 = "/api/mysafe/password/inactive/10";

    /** One request as it arrived. Header names are as they were sent. */
    public record Request(
            int connection, String method, String target, List<Map.Entry<String, String>> headers, String body) {
        /** The values of a header, whatever the case of its name. */
        public List<String> headers(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        /** The header's only value, or null without one. */
        public String header(String name) {
            List<String> values = headers(name);
            if (values.size() > 1) {
                throw new IllegalStateException(name + " came " + values.size() + " times");
            }
            return values.isEmpty() ? null : values.get(0);
        }
    }

    /** Writes a response. */
    @FunctionalInterface
    public interface Answer {
        /** Returns whether the connection stays open. */
        boolean write(Request request, Socket socket) throws IOException;
    }

    private final RawServer server;
    private final boolean tls;
    private final Map<String, Deque<Answer>> responses = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    private SimulatedServer(ServerSocket listener, boolean tls) {
        this.tls = tls;
        response(
                TOKEN,
                (request, socket) ->
                        Responses.token("token-" + tokens.incrementAndGet()).write(request, socket));
        server = new RawServer(listener, this::serve);
    }

    /** A server on a free port of the loopback address. */
    public static SimulatedServer http() {
        return http(InetAddress.getLoopbackAddress());
    }

    /** A server on a free port of this address. */
    public static SimulatedServer http(InetAddress address) {
        return new SimulatedServer(RawServer.listener(address), false);
    }

    /** The same with TLS, and with a client certificate demanded if wanted. */
    public static SimulatedServer https(SSLContext context, boolean demandClientCertificate) {
        try {
            ServerSocketFactory factory = context.getServerSocketFactory();
            SSLServerSocket socket =
                    (SSLServerSocket) factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            if (context.getProtocol().startsWith("TLSv")) {
                // A context's own version binds clients only.
                socket.setEnabledProtocols(new String[] {context.getProtocol()});
            }
            socket.setNeedClientAuth(demandClientCertificate);
            return new SimulatedServer(socket, true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What to answer on a path, one after the other; the last one stays. Replaces what was told before. */
    public SimulatedServer response(String path, Answer... inTurn) {
        responses.put(path, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    /** What to answer to the request that enables password 10. */
    public SimulatedServer pending(Answer... inTurn) {
        return response(ENABLE_10, inTurn);
    }

    /** All requests up to now. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The requests for one path up to now. */
    public List<Request> requests(String path) {
        return requests.stream()
                .filter(request -> path(request.target()).equals(path))
                .toList();
    }

    /** How many connections were accepted up to now. */
    public int connections() {
        return server.connections();
    }

    public int port() {
        return server.port();
    }

    /** The base URL by the name {@code localhost}. */
    public String url() {
        return url("localhost");
    }

    /** The base URL by another name, which the test must resolve. */
    public String url(String host) {
        return (tls ? "https" : "http") + "://" + host + ":" + port() + "/";
    }

    private void serve(Socket socket, int number) throws IOException {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean stays = true;
        while (stays) {
            Request request = read(in, number);
            if (request == null) {
                return;
            }
            requests.add(request);
            stays = next(path(request.target())).write(request, socket);
        }
    }

    private Answer next(String path) {
        Deque<Answer> inTurn = responses.get(path);
        if (inTurn == null) {
            return Responses.json(404, "{\"message\":\"no Route matched with those values\"}");
        }
        synchronized (inTurn) {
            return inTurn.size() > 1 ? inTurn.remove() : inTurn.element();
        }
    }

    private static String path(String target) {
        return target.replaceFirst("^https?://[^/]*", "");
    }

    private static Request read(InputStream in, int connection) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] start = first.split(" ", 3);
        if (start.length < 3) {
            throw new IOException("no HTTP");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        int length = 0;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("no HTTP");
            }
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            headers.add(Map.entry(name, value));
            if (name.toLowerCase(Locale.ROOT).equals("content-length")) {
                length = Integer.parseInt(value);
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        return new Request(connection, start[0], start[1], List.copyOf(headers), body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Writes text as it is, byte for byte. */
    static void send(Socket socket, byte[]... parts) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        out.flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
