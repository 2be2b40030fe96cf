package io.jenkins.plugins.senhasegura.mysafe.soak;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A senhasegura that misbehaves with a few of all requests, at random, and remembers for each password what it did. A
 * process of its own, so that its threads and memory are not the client's. Listens on the loopback address, prints its
 * port, and ends when its standard input does.
 */
final class SoakServer {
    private static final String ENABLE = "/api/mysafe/password/active/";
    private static final int TOKEN_SECONDS = 5;
    private static final Fault[] FOR_TOKENS = {
        Fault.ERROR, Fault.UNAVAILABLE, Fault.LIMITED, Fault.CLOSED, Fault.RESET, Fault.CUT
    };

    private final Map<Integer, StringBuilder> record = new ConcurrentHashMap<>();
    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger tokenFaults = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final long seed;
    private final double share;

    private SoakServer(long seed, double share) {
        this.seed = seed;
        this.share = share;
    }

    /** Arguments: a seed, and which share of the requests goes wrong. */
    public static void main(String[] args) throws IOException {
        SoakServer server = new SoakServer(Long.parseLong(args[0]), Double.parseDouble(args[1]));
        ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        start("accept", () -> server.accept(listener));
        System.out.println(listener.getLocalPort());
        while (System.in.read() >= 0) {
            // Until whoever started it has gone.
        }
        System.exit(0);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket listener) {
        while (true) {
            try {
                Socket socket = listener.accept();
                mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                start("serve", () -> serve(socket));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 2048);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 4096);
            boolean stays = true;
            while (stays) {
                stays = response(socket, in, out);
            }
        } catch (IOException gone) {
            // The client has gone.
        } finally {
            open.decrementAndGet();
        }
    }

    private boolean response(Socket socket, InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first == null) {
            return false;
        }
        int length = 0;
        String authorization = null;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (lower.startsWith("authorization:")) {
                authorization = line.substring(14).strip();
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        String path = first.split(" ")[1];
        if (path.startsWith(ENABLE)) {
            Fault fault = enable(Integer.parseInt(path.substring(ENABLE.length())), authorization);
            return send(fault, socket, in, out);
        }
        if (path.equals("/record")) {
            write(out, Fault.json(200, record()));
            return true;
        }
        if (path.equals("/open")) {
            write(out, Fault.json(200, open.get() + " " + mostOpen.get()));
            return true;
        }
        return token(body, socket, in, out);
    }

    /** Which fault it is depends on the seed, the password, and how often it was asked for. */
    private Fault enable(int id, String authorization) {
        requests.incrementAndGet();
        StringBuilder letters = record.computeIfAbsent(id, missing -> new StringBuilder(1));
        synchronized (letters) {
            Fault fault = fault(new SplittableRandom(seed ^ ((long) id << 8) ^ letters.length()));
            if (fault == Fault.REVOKED) {
                valid.remove(authorization);
            } else if (authorization == null || !valid.contains(authorization)) {
                fault = Fault.REVOKED;
            }
            letters.append(fault.letter);
            return fault;
        }
    }

    private Fault fault(SplittableRandom random) {
        if (random.nextDouble() >= share) {
            return Fault.NONE;
        }
        Fault[] all = Fault.values();
        Fault fault = all[1 + random.nextInt(all.length - 1)];
        // These hold a connection for as long as the client lets them, or hit all calls under way: fewer of them.
        boolean rare = fault == Fault.SILENT || fault == Fault.REVOKED;
        return rare && random.nextInt(10) > 0 ? Fault.ERROR : fault;
    }

    private boolean token(String body, Socket socket, InputStream in, OutputStream out) throws IOException {
        int number = tokens.incrementAndGet();
        SplittableRandom random = new SplittableRandom(seed + number);
        if (random.nextDouble() < share) {
            tokenFaults.incrementAndGet();
            return send(FOR_TOKENS[random.nextInt(FOR_TOKENS.length)], socket, in, out);
        }
        String token = "t" + number + "-" + Integer.toHexString(body.hashCode());
        valid.add("Bearer " + token);
        write(out, Fault.json(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + TOKEN_SECONDS + "}"));
        return true;
    }

    private static boolean send(Fault fault, Socket socket, InputStream in, OutputStream out) throws IOException {
        if (fault == Fault.RESET) {
            socket.setSoLinger(true, 0);
            return false;
        }
        if (fault == Fault.SILENT) {
            in.transferTo(OutputStream.nullOutputStream());
            return false;
        }
        write(out, fault.response);
        if (fault == Fault.OVERSIZED) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return !fault.ends();
    }

    private static void write(OutputStream out, String characters) throws IOException {
        out.write(characters.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String record() {
        StringBuilder lines = new StringBuilder(record.size() * 10);
        lines.append(tokens)
                .append(' ')
                .append(tokenFaults)
                .append(' ')
                .append(requests)
                .append('\n');
        record.forEach((id, letters) -> {
            synchronized (letters) {
                lines.append(id).append(' ').append(letters).append('\n');
            }
        });
        return lines.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
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
}
