package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The server of {@code bin/benchmark} in a process of its own, which costs next to nothing. */
final class MeasuredServer implements AutoCloseable {
    private static final String MAIN = "io.jenkins.plugins.senhasegura.mysafe.benchmark.LoopbackServer";

    /**
     * What the server has seen.
     *
     * @param activations since its start
     * @param connections that were open at one time, at most since the last look
     */
    record Stats(long activations, long connections) {}

    private final Process process;
    private final int port;

    MeasuredServer() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("mysafe.benchmark.classes"),
                        MAIN)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = Integer.parseInt(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine());
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    Stats stats() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /stats HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader response =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!response.readLine().isEmpty()) {}
            String[] numbers = response.readLine().split(" ");
            return new Stats(Long.parseLong(numbers[0]), Long.parseLong(numbers[4]));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
