package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs the same step in many branches at a time and looks at the controller's threads and pages meanwhile. */
final class BuildWatch {
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    /**
     * What was seen while a build ran.
     *
     * @param threads live ones at their most, ours included
     * @param ours names of ours, those of the look that saw most of them; a thread's tells what it does at the moment
     */
    record Seen(WorkflowRun run, int threads, Set<String> ours) {}

    private final JenkinsRule jenkins;
    private final int branches;

    BuildWatch(JenkinsRule jenkins, int branches) {
        this.jenkins = jenkins;
        this.branches = branches;
    }

    /** A job with so many branches of this step, which may use the branch's {@code number}, from 1 on. */
    WorkflowJob job(String step) throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, """
                def branches = [:]
                for (int i = 0; i < %d; i++) { int number = i + 1; branches["b${i}"] = { %s } }
                parallel branches
                """.formatted(branches, step));
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        return job;
    }

    /** Looks ten times a second for as long as the build runs; the login page answers each time. */
    Seen watch(String step) throws Exception {
        Future<WorkflowRun> end = job(step).scheduleBuild2(0);
        int most = 0;
        Set<String> ours = Set.of();
        WorkflowRun run = null;
        while (run == null) {
            int threads = 0;
            Set<String> now = new TreeSet<>();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("mysafe-")) {
                    now.add(thread.getName());
                }
                if (!isOfTheTest(thread.getName())) {
                    threads++;
                }
            }
            most = Math.max(most, threads);
            ours = now.size() > ours.size() ? now : ours;
            assertThat(login()).isEqualTo(200);
            try {
                run = end.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException running) {
                // The next look.
            }
        }
        return new Seen(run, most, ours);
    }

    private static boolean isOfTheTest(String thread) {
        return thread.startsWith("junit-") || thread.startsWith("HttpClient-");
    }

    /** A page within a time that a user would wait. */
    private int login() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + "login"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return BROWSER.send(request, BodyHandlers.discarding()).statusCode();
    }
}
