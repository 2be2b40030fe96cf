package io.jenkins.plugins.senhasegura.mysafe.client;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.RawServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/** What one row of the fault matrix is played with: servers, a proxy, names, and the clock. */
public final class FaultScene implements AutoCloseable {
    public static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static final int CLIENT_HELLO = 100;

    final FaultRig rig;
    final ClientCredentials credentials = FaultRig.credentials();
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private int tokensBefore;
    private int requestsBefore;

    public FaultScene(FaultRig rig) {
        this.rig = rig;
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    private SimulatedServer counted(SimulatedServer server) {
        servers.add(server);
        return opened(server);
    }

    /** A server in plain HTTP that grants tokens and activates unless told otherwise. */
    public SimulatedServer http() {
        return counted(SimulatedServer.http()).pending(Responses.activated());
    }

    /** The same with TLS. */
    public SimulatedServer https(Issued certificate) {
        return counted(SimulatedServer.https(certificate.serverContext(), false))
                .pending(Responses.activated());
    }

    /** The same, for clients that have a certificate. */
    public SimulatedServer demanding(SSLContext context) {
        return counted(SimulatedServer.https(context, true)).pending(Responses.activated());
    }

    public RawServer raw(RawServer.Handler handler) {
        return opened(new RawServer(handler));
    }

    /** A port at which nobody listens. */
    public static int deafPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A port that lets connections wait for ever, since as many wait already as the system keeps. */
    int silentPort() throws IOException {
        return silence(InetAddress.getLoopbackAddress(), 0);
    }

    /** Makes this port such a one, or a free one for 0. */
    public int silence(InetAddress address, int port) throws IOException {
        ServerSocket full = opened(new ServerSocket(port, 1, address));
        for (int i = 0; i < 2; i++) {
            opened(new Socket(full.getInetAddress(), full.getLocalPort()));
        }
        return full.getLocalPort();
    }

    public static Settings at(String scheme, int port) {
        return Settings.of(scheme + "://localhost:" + port + "/");
    }

    /** Activates once, before the fault; its requests are not counted. */
    void warmUp(Settings settings) throws Exception {
        OperationResult activation = rig.enable(settings.build(), credentials).operation();
        if (activation.outcome() != Outcome.ACTIVATED) {
            throw new IllegalStateException(activation.toString());
        }
        rig.log.clear();
        tokensBefore = count(true);
        requestsBefore = count(false);
    }

    private int count(boolean token) {
        int count = 0;
        for (SimulatedServer server : servers) {
            for (SimulatedServer.Request request : server.requests()) {
                if (!request.method().equals("CONNECT") && request.target().endsWith(SimulatedServer.TOKEN) == token) {
                    count++;
                }
            }
        }
        return count;
    }

    int tokenRequests() {
        return count(true) - tokensBefore;
    }

    int requests() {
        return count(false) - requestsBefore;
    }

    /** Sends this and falls silent until the client gives up; the time that it gives is over at once. */
    public Answer stall(String sentBefore, Duration time) {
        return (request, socket) -> {
            send(socket, sentBefore);
            rig.awaitRead();
            rig.push(time);
            return Responses.silence().write(request, socket);
        };
    }

    /** Sends this and then a byte now and then, until the client gives up; with the tenth, the time that it gives is over. */
    Answer drip(String sentBefore, Duration time) {
        return (request, socket) -> {
            drip(socket, sentBefore, time);
            return false;
        };
    }

    void drip(Socket socket, String sentBefore, Duration time) throws IOException {
        send(socket, sentBefore);
        rig.awaitRead();
        for (int i = 0; i < 10; i++) {
            send(socket, " ");
            // Nearly all at first: a timer that is set anew while the clock is pushed is late by one push.
            rig.push(i == 0 ? time.minusMillis(900) : Duration.ofMillis(100));
        }
        RawServer.awaitEnd(socket);
    }

    /** Answers, ends the connection, and counts down when the client has seen that and has closed its side. */
    static Answer closing(Answer response, CountDownLatch gone) {
        return (request, socket) -> {
            response.write(request, socket);
            socket.shutdownOutput();
            return Responses.silence(gone).write(request, socket);
        };
    }

    /** Answers, leaves the connection open, and counts down when the client has closed it. */
    static Answer answered(Answer response, CountDownLatch gone) {
        return (request, socket) -> {
            response.write(request, socket);
            return Responses.silence(gone).write(request, socket);
        };
    }

    /** Says no more until the client gives up, once the client has begun to speak. */
    public RawServer.Handler stallWhenSpokenTo(Duration time) {
        return (socket, number) -> {
            readAtLeast(socket, CLIENT_HELLO);
            rig.push(time);
            RawServer.awaitEnd(socket);
        };
    }

    public static void readAtLeast(Socket socket, int bytes) throws IOException {
        socket.getInputStream().readNBytes(bytes);
    }

    /** Sends until the client gives up. */
    public static Answer endless(String start, String again) {
        byte[] more = again.getBytes(StandardCharsets.ISO_8859_1);
        return (request, socket) -> {
            send(socket, start);
            try {
                while (true) {
                    socket.getOutputStream().write(more);
                }
            } catch (IOException gaveUp) {
                return false;
            }
        };
    }

    public static Answer resetAfter(String sentBefore) {
        return (request, socket) -> {
            send(socket, sentBefore);
            reset(socket);
            return false;
        };
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public static void send(Socket socket, String characters) throws IOException {
        socket.getOutputStream().write(characters.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** A proxy that does this when it is asked for a tunnel to the given server. */
    Settings tunnelled(SimulatedServer target, Answer onConnect) {
        return tunnelled(target.url(), "localhost:" + target.port(), onConnect);
    }

    Settings tunnelled(String url, String target, Answer onConnect) {
        SimulatedServer proxy = counted(SimulatedServer.http()).response(target, onConnect);
        return Settings.of(url).proxies(host -> new ProxySettings("localhost", proxy.port(), null, null));
    }

    /** A tunnel to where the server is, through which a handshake gets this far. */
    static Answer tunnelThatBreaks(SimulatedServer target, int bytes) {
        return (request, socket) -> {
            try (Socket onwards = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
                send(socket, "HTTP/1.1 200 Connection established\r\n\r\n");
                onwards.getOutputStream().write(socket.getInputStream().readNBytes(CLIENT_HELLO));
                InputStream from = onwards.getInputStream();
                OutputStream to = socket.getOutputStream();
                // The rest of the greeting follows on a thread of its own.
                Thread rest = new Thread(() -> copy(socket, onwards), "tunnel");
                rest.setDaemon(true);
                rest.start();
                to.write(from.readNBytes(bytes));
                reset(socket);
                return false;
            }
        };
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // The end of the tunnel.
        }
    }

    @Override
    public void close() {
        try {
            while (!opened.isEmpty()) {
                opened.pop().close();
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
