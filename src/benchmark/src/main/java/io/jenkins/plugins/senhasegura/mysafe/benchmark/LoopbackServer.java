package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A senhasegura that costs next to nothing: HTTP/1.1 on one thread, answers prepared beforehand, nothing allocated for a
 * request. Runs in a process of its own, so that its memory and its share of the processor are told apart.
 *
 * <p>{@code /after-MILLIS/…} answers late; {@code GET /stats} says what it has seen and what it has cost. It lives until
 * its standard input ends.
 */
public final class LoopbackServer {
    private static final int LONGEST_REQUEST = 8 * 1024;
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DELAY = "/after-".getBytes(StandardCharsets.US_ASCII);
    /** The end of either path that senhasegura documents. */
    private static final byte[] TOKEN = "/oauth2/token ".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DISABLE = "/inactive/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    /** What the vendor's page shows, in the shape in which a server would send it. */
    static final String ACTIVATED =
            "{\"code\":200,\"response\":{\"status\":200,\"message\":\"Password successfully activated\","
                    + "\"error\":false,\"error_code\":0,\"detail\":\"\",\"mensagem\":\"Password successfully activated\","
                    + "\"erro\":false,\"cod_erro\":0}}";

    private static final String DEACTIVATED =
            ACTIVATED.replace("Password successfully activated", "Password successfully deactivated");

    static final String GRANTED =
            "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + "t0ken".repeat(8) + "\"}";

    private record Late(long due, Connection connection, ByteBuffer response) {}

    /** One connection: what has arrived of the next request. */
    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_REQUEST);

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer activated = response(ACTIVATED);
    private final ByteBuffer deactivated = response(DEACTIVATED);
    private final ByteBuffer granted = response(GRANTED);
    // Usually all delays are the same, and then the queue is already in order.
    private final PriorityQueue<Late> late = new PriorityQueue<>(Comparator.comparingLong(Late::due));
    private long activations;
    private long tokens;
    private long accepted;
    private long closed;
    /** Connections that were open at one time, at most since the last who asked. */
    private long most;

    private LoopbackServer() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT, listener);
        System.out.println(listener.socket().getLocalPort());
    }

    /** Serves until standard input ends, which it does when whoever started this is gone. */
    public static void main(String[] arguments) throws IOException {
        LoopbackServer server = new LoopbackServer();
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException ended) {
                // The same.
            }
            System.exit(0);
        });
        watch.setDaemon(true);
        watch.start();
        server.serve();
    }

    private static ByteBuffer response(String json) {
        // The head lines that Kong and the server behind it send.
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                + json.length()
                + "\r\nConnection: keep-alive\r\nDate: Mon, 24 Aug 2026 12:00:00 GMT\r\nServer: nginx\r\n"
                + "X-Kong-Upstream-Latency: 12\r\nX-Kong-Proxy-Latency: 1\r\nVia: 1.1 kong/3.9.0\r\n"
                + "X-Kong-Request-Id: 5f2c1e7d9b0a4c3e8f6d2a1b0c9e8d7f\r\n\r\n";
        byte[] bytes = (head + json).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private void serve() throws IOException {
        while (true) {
            Late next = late.peek();
            if (next == null) {
                selector.select(this::ready);
            } else {
                long millis = (next.due - System.nanoTime() + 999_999) / 1_000_000;
                if (millis > 0) {
                    selector.select(this::ready, millis);
                } else {
                    selector.selectNow(this::ready);
                }
                answerLate();
            }
        }
    }

    private void answerLate() {
        long now = System.nanoTime();
        while (!late.isEmpty() && late.peek().due - now <= 0) {
            Late next = late.poll();
            try {
                send(next.connection, next.response);
            } catch (IOException gone) {
                // Who has not waited needs no response.
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.attachment() instanceof Connection connection) {
                read(connection);
            } else {
                accept((ServerSocketChannel) key.channel());
            }
        } catch (IOException gone) {
            closed++;
            key.cancel();
            try {
                key.channel().close();
            } catch (IOException closed) {
                // It is gone.
            }
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            accepted++;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        }
    }

    private void read(Connection connection) throws IOException {
        ByteBuffer buffer = connection.buffer;
        if (connection.channel.read(buffer) < 0) {
            throw new IOException("closed");
        }
        int end = indexOf(buffer, END, 0, buffer.position());
        if (end < 0) {
            return;
        }
        int whole = end + END.length + contentLength(buffer, end);
        if (buffer.position() < whole) {
            return;
        }
        handle(connection, end);
        // Nobody here sends a request before the response to the last has come.
        buffer.clear();
    }

    private void handle(Connection connection, int end) throws IOException {
        ByteBuffer buffer = connection.buffer;
        if (buffer.get(0) == 'G') {
            sendStats(connection);
            return;
        }
        most = Math.max(most, accepted - closed);
        int line = indexOf(buffer, LINE_END, 0, end + LINE_END.length);
        if (indexOf(buffer, TOKEN, 0, line) >= 0) {
            tokens++;
            send(connection, granted);
        } else {
            activations++;
            ByteBuffer response = indexOf(buffer, DISABLE, 0, line) < 0 ? activated : deactivated;
            int delay = indexOf(buffer, DELAY, 5, 5 + DELAY.length);
            if (delay < 0) {
                send(connection, response);
            } else {
                long due = System.nanoTime() + number(buffer, delay + DELAY.length) * 1_000_000L;
                late.add(new Late(due, connection, response));
            }
        }
    }

    private static int contentLength(ByteBuffer buffer, int end) {
        int at = indexOf(buffer, LENGTH, 0, end);
        return at < 0 ? 0 : number(buffer, at + LENGTH.length);
    }

    private static int number(ByteBuffer buffer, int from) {
        int number = 0;
        int i = from;
        while (buffer.get(i) == ' ') {
            i++;
        }
        for (; buffer.get(i) >= '0' && buffer.get(i) <= '9'; i++) {
            number = number * 10 + buffer.get(i) - '0';
        }
        return number;
    }

    /** Where these bytes stand, whatever their case, or -1. */
    private static int indexOf(ByteBuffer buffer, byte[] wanted, int from, int to) {
        for (int i = from; i <= to - wanted.length; i++) {
            int matching = 0;
            while (matching < wanted.length && lower(buffer.get(i + matching)) == wanted[matching]) {
                matching++;
            }
            if (matching == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private void sendStats(Connection connection) throws IOException {
        long cpu = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(java.time.Duration::toNanos)
                .orElse(0L);
        String body = activations + " " + tokens + " " + accepted + " " + cpu + " " + most + "\n";
        most = 0;
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        send(connection, ByteBuffer.wrap((head + body).getBytes(StandardCharsets.US_ASCII)));
    }

    private static void send(Connection connection, ByteBuffer response) throws IOException {
        response.rewind();
        while (response.hasRemaining()) {
            connection.channel.write(response);
        }
    }
}
