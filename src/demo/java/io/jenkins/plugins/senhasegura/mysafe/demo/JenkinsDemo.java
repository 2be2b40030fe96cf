package io.jenkins.plugins.senhasegura.mysafe.demo;

import java.io.IOException;
import java.io.PrintStream;

/** {@code bin/demo} in Jenkins mode: a real Jenkins builds a Pipeline job and a freestyle job. */
final class JenkinsDemo {
    private JenkinsDemo() {}

    /** The exit status: 0 when both builds succeeded. */
    static int run(Places places, PrintStream out) throws IOException, InterruptedException {
        try (Simulator simulator = Simulator.start(places, 0, 0);
                JenkinsProcess jenkins = JenkinsProcess.start(places, simulator.url())) {
            out.println("Jenkins is up until its builds have ended: " + jenkins.url() + ", " + jenkins.login());
            String pipeline = jenkins.build("pipeline", false);
            print(out, "the Pipeline job, src/demo/Jenkinsfile", pipeline);
            String freestyle = jenkins.build("freestyle", true);
            print(out, "the freestyle job", freestyle);
            return succeeded(pipeline) && succeeded(freestyle) ? 0 : 1;
        }
    }

    private static void print(PrintStream out, String title, String log) {
        out.println("--- " + title + " ---");
        out.println(log);
    }

    private static boolean succeeded(String log) {
        return log.stripTrailing().endsWith("Finished: SUCCESS");
    }

    /** Stays up until it is stopped. */
    static int serve(Places places, PrintStream out) throws IOException, InterruptedException {
        try (Simulator simulator = ServeCommand.start(places);
                JenkinsProcess jenkins = JenkinsProcess.start(places, simulator.url())) {
            out.println("Jenkins is up: " + jenkins.url() + " with the jobs pipeline and freestyle");
            out.println("  log in as         " + jenkins.login());
            ServeCommand.describe(simulator, places, out);
            jenkins.waitFor();
            return 0;
        }
    }
}
