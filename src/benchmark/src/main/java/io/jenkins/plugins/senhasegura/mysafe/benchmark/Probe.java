package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a main class in a fresh virtual machine that prints its figures as lines {@code name=number} or {@code name=text}. */
final class Probe {
    /** What is longer is turn after turn. */
    private static final int MOST_SHOWN = 100;

    private final int port;

    Probe(int port) {
        this.port = port;
    }

    Map<String, String> run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        String name = main.getSimpleName() + " " + String.join(" ", arguments);
        Process process = start(main, arguments);
        Map<String, String> figures;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            figures = figures(output, name);
        }
        if (process.waitFor() != 0) {
            throw new IOException(name + " failed, see above");
        }
        Map<String, String> shown = new TreeMap<>(figures);
        shown.values().removeIf(value -> value.length() > MOST_SHOWN);
        System.err.println("  " + name + ": " + shown);
        return figures;
    }

    /** Starts the virtual machine; its errors are this one's. */
    Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "-Xms1g",
                "-Xmx1g",
                "-D" + ServerProcess.PORT + "=" + port,
                "-cp",
                ServerProcess.classPath(),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static double number(Map<String, String> figures, String name) {
        return Double.parseDouble(figures.get(name));
    }

    /** Reads up to an empty line or the end; without any, whoever writes has failed. */
    static Map<String, String> figures(BufferedReader output, String name) throws IOException {
        Map<String, String> figures = new TreeMap<>();
        String line = output.readLine();
        if (line == null) {
            throw new IOException(name + " failed, see above");
        }
        for (; line != null && !line.isEmpty(); line = output.readLine()) {
            int equals = line.indexOf('=');
            figures.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return figures;
    }
}
