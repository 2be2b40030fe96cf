package io.jenkins.plugins.senhasegura.mysafe.demo;

import hudson.model.Result;
import java.io.PrintStream;

/** {@code bin/demo} in Central mode: the demo's Jenkinsfile, executed without a Jenkins against the simulated server. */
final class CentralDemo {
    private CentralDemo() {}

    /** The exit status: 0 when the build ended as the Jenkinsfile means it to. */
    static int run(Places places, PrintStream log) {
        try (Simulator simulator = Simulator.start(places, 0, 0)) {
            log.println("src/demo/Jenkinsfile, executed by JenkinsPipelineUnit with the plugin's own step against "
                    + simulator.url());
            log.println("(which checks neither Declarative's grammar nor the sandbox, and knows no CPS)");
            log.println();
            JenkinsfileBuild.configure(simulator.url());
            return new JenkinsfileBuild(log).run(places.jenkinsfile()) == Result.SUCCESS ? 0 : 1;
        }
    }
}
