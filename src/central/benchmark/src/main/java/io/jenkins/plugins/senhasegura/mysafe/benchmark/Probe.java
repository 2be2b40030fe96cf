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
    private final int port;

    Probe(int port) {
        this.port = port;
    }

    Map<String, String> run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "-Xms1g",
                "-Xmx1g",
                "-D" + ServerProcess.PORT + "=" + port,
                "-cp",
                ServerProcess.classPath(),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> figures = new TreeMap<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                int equals = line.indexOf('=');
                figures.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(main.getSimpleName() + " " + List.of(arguments) + " failed, see above");
        }
        System.err.println("  " + main.getSimpleName() + " " + String.join(" ", arguments) + ": " + figures);
        return figures;
    }
}
