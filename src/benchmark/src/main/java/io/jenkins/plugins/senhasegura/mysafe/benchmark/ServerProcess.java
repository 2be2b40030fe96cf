package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The {@link LoopbackServer} in its own process, and what it tells of itself. */
final class ServerProcess implements AutoCloseable {
    /** The system property by which forked benchmarks are told the server's port. */
    static final String PORT = "benchmark.port";

    /**
     * What the server has seen and cost since its start.
     *
     * @param cpuNanos processor time of the whole process
     */
    record Stats(long activations, long tokens, long connections, long cpuNanos) {
        Stats since(Stats before) {
            return new Stats(
                    activations - before.activations,
                    tokens - before.tokens,
                    connections - before.connections,
                    cpuNanos - before.cpuNanos);
        }
    }

    private final Process process;
    private final int port;

    ServerProcess() throws IOException {
        process = new ProcessBuilder(
                        java(),
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        LoopbackServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        port = Integer.parseInt(output.readLine());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    int port() {
        return port;
    }

    /** The port of the server that this run shares. */
    static int sharedPort() {
        return Integer.getInteger(PORT);
    }

    /** Asks the server that this run shares. */
    static Stats stats() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sharedPort())) {
            socket.getOutputStream().write("GET /stats HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader response =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!response.readLine().isEmpty()) {}
            String[] numbers = response.readLine().split(" ");
            return new Stats(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
