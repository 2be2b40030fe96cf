package io.jenkins.plugins.senhasegura.mysafe.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An installed program that runs with a configuration of its own on a port of the loopback address, until it is closed. */
final class Program implements AutoCloseable {
    private static final long SECONDS_TO_START = 10;

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /** Where the program is, or null where it is not installed. */
    static Path find(String name) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it and waits until it accepts connections; what it says goes to a file beside its configuration. */
    static Program start(Path folder, int port, List<String> command) throws IOException, InterruptedException {
        Path said = folder.resolve("said-" + port + ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Program program = new Program(process);
        // However this virtual machine ends, the program does not outlive it.
        Runtime.getRuntime().addShutdownHook(new Thread(program::close));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                program.close();
                throw new IOException(String.join(" ", command) + " did not start: " + Files.readString(said));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return program;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException stopped) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
