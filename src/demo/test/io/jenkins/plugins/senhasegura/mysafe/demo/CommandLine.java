package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Runs {@code bin/demo}'s Java in this process and keeps what it wrote. */
final class CommandLine {
    private CommandLine() {}

    /** What a run wrote, and its exit status. */
    record Ran(int exitStatus, String out, String log) {
        /** The fields of the only line. */
        Map<String, Object> fields() {
            return CommandLine.fields(out.lines().toList().get(0));
        }

        List<Object> outcomes() {
            return out.lines()
                    .map(line -> CommandLine.fields(line).get("outcome"))
                    .toList();
        }
    }

    static Ran run(String... arguments) {
        return run(Map.of(), arguments);
    }

    static Ran run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ran ran = run(environment, out, arguments);
        return new Ran(ran.exitStatus, out.toString(StandardCharsets.UTF_8), ran.log);
    }

    static Ran run(Map<String, String> environment, OutputStream out, String... arguments) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (PrintStream logStream = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            int exitStatus = Demo.run(
                    List.of(arguments),
                    environment,
                    new Demo.Streams(out, logStream),
                    quick(Scheduler.system(timer)),
                    Limits.DEFAULT);
            return new Ran(exitStatus, "", log.toString(StandardCharsets.UTF_8));
        } finally {
            timer.shutdownNow();
        }
    }

    /** The times between attempts pass fifty times as fast; the clocks go on as ever, so that no time-out comes early. */
    private static Scheduler quick(Scheduler real) {
        return new Scheduler() {
            @Override
            public long nanoTime() {
                return real.nanoTime();
            }

            @Override
            public Instant now() {
                return real.now();
            }

            @Override
            public Future<?> schedule(Duration delay, Runnable task) {
                return real.schedule(delay.dividedBy(50), task);
            }
        };
    }

    static Map<String, Object> fields(String json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                Object value =
                        switch (parser.nextToken()) {
                            case VALUE_NULL -> null;
                            case VALUE_TRUE -> true;
                            case VALUE_FALSE -> false;
                            case VALUE_NUMBER_INT -> parser.getLongValue();
                            default -> parser.getString();
                        };
                fields.put(name, value);
            }
        }
        return fields;
    }
}
