package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code bin/demo} starts. */
public final class Demo {
    /** As a build's log, so that what is printed here can be searched for there. */
    static final Locale LOCALE = Locale.ENGLISH;

    static final String USER_AGENT = "senhasegura-mysafe-demo";

    /** Of a command line that cannot be used; 1 and 2 are results. */
    static final int USAGE = 64;

    /** Of anything that should not happen. */
    static final int BROKEN = 70;

    private Demo() {}

    /** Runs one mode and ends the program with its exit status. */
    public static void main(String[] arguments) {
        // Before the first line: what the client says must not depend on whose machine it is.
        Locale.setDefault(LOCALE);
        // Not System.out: it hides that nobody could be told.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.exit(run(List.of(arguments), System.getenv(), new Streams(out, System.err)));
    }

    /**
     * Where things are written to.
     *
     * @param out what a program may read
     * @param log what a person reads
     */
    record Streams(OutputStream out, PrintStream log) {}

    /** Runs one mode. */
    static int run(List<String> arguments, Map<String, String> environment, Streams streams) {
        try (Scheduler scheduler = Scheduler.system()) {
            return run(arguments, environment, streams, scheduler, Limits.DEFAULT);
        }
    }

    static int run(
            List<String> arguments,
            Map<String, String> environment,
            Streams streams,
            Scheduler scheduler,
            Limits limits) {
        Places places = Places.ofThisRun();
        try {
            String mode = arguments.isEmpty() ? "" : arguments.get(0);
            List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
            return switch (mode) {
                case "--once" ->
                    new OnceCommand(places, environment, scheduler, limits).run(rest, streams.out(), streams.log());
                case "--serve" -> ServeCommand.run(places, text(streams.out()));
                case "--jenkinsfile" -> CentralDemo.run(places, text(streams.out()));
                case "--jenkins" -> JenkinsDemo.run(places, text(streams.out()));
                case "--jenkins-serve" -> JenkinsDemo.serve(places, text(streams.out()));
                default -> throw new UsageException("\"" + mode + "\" is not a mode of bin/demo.");
            };
        } catch (UsageException wrong) {
            streams.log().println("bin/demo: " + wrong.getMessage());
            streams.log().println("bin/demo --help explains all options.");
            return USAGE;
        } catch (IOException broken) {
            streams.log().println("bin/demo: " + broken.getMessage());
            return BROKEN;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return BROKEN;
        } catch (RuntimeException | Error broken) {
            // Not 1, which says that a password could not be enabled.
            streams.log().println("bin/demo broke off: " + broken);
            return BROKEN;
        }
    }

    private static PrintStream text(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
