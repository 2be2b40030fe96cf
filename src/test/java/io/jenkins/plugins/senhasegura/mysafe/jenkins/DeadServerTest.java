package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordAction;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;

/** Five hundred branches ask a server that is down, beside five hundred that only sleep. */
@Timeout(300)
class DeadServerTest extends SharedJenkins {
    private static final int BRANCHES = 500;
    private static final int BUDGET_SECONDS = 6;
    private static final String ASK = "mysafeEnablePassword id: 10, server: 'down'";
    private static final String SLEEP = "sleep " + BUDGET_SECONDS;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    /** What was seen while a build ran. */
    private record Watched(WorkflowRun run, int othersThreads, Set<String> ours, int pages) {}

    private static Watched slept;

    /** Whatever pool of Jenkins grows with either kind of build has grown when threads are counted. */
    @BeforeEach
    void growJenkinsOwnPools() throws Exception {
        if (slept == null) {
            Controller.servers(down("http://127.0.0.1:" + closedPort() + "/"));
            watch(ASK);
            watch(SLEEP);
            slept = watch(SLEEP);
        }
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static MySafeServer down(String url) {
        MySafeServer down = Controller.server("down", url);
        down.setConnectTimeout(1);
        down.setAnswerTimeout(2);
        down.setTotalTimeout(BUDGET_SECONDS);
        down.setCircuitBreaker(true);
        return down;
    }

    private static WorkflowJob branches(String step) throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, """
                def branches = [:]
                for (int i = 0; i < %d; i++) { branches["b${i}"] = { %s } }
                parallel branches
                """.formatted(BRANCHES, step));
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        return job;
    }

    /** Looks at threads and pages for as long as the build runs. */
    private Watched watch(String step) throws Exception {
        Future<WorkflowRun> end = branches(step).scheduleBuild2(0);
        List<Integer> counts = new ArrayList<>();
        int pages = 0;
        Set<String> ours = new TreeSet<>();
        WorkflowRun run = null;
        while (run == null) {
            int others = 0;
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("mysafe-")) {
                    ours.add(thread.getName());
                } else if (!isOfTheTest(thread.getName())) {
                    others++;
                }
            }
            counts.add(others);
            assertThat(login()).isEqualTo(200);
            pages++;
            try {
                run = end.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException running) {
                // The next look.
            }
        }
        return new Watched(run, median(counts), ours, pages);
    }

    private static boolean isOfTheTest(String thread) {
        return thread.startsWith("junit-") || thread.startsWith("HttpClient-");
    }

    /** Most of the time; Jenkins' own threads come and go by the moment. */
    private static int median(List<Integer> counts) {
        return counts.stream().sorted().toList().get(counts.size() / 2);
    }

    /** A page within a time that a user would wait. */
    private int login() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + "login"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return BROWSER.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void assertEndsByTheBudget(Watched asked) throws Exception {
        String log = JenkinsRule.getLog(asked.run());
        assertThat(asked.run().getResult()).as(log).isEqualTo(Result.UNSTABLE);
        EnablePasswordAction action = asked.run().getAction(EnablePasswordAction.class);
        assertThat(action.getPasswords()).hasSize(BRANCHES);
        for (EnablePasswordRecord record : action.getPasswords()) {
            assertThat(record.getOutcome()).isIn("UNREACHABLE", "UNAVAILABLE");
            // Without the circuit the time in line for a connection would be many times the budget; what Jenkins
            // needs to end five hundred steps at once comes on top of it.
            assertThat(record.getDurationMillis()).isLessThan(2 * BUDGET_SECONDS * 1000L);
        }
        assertThat(action.getPasswords())
                .filteredOn(record -> record.getOutcome().equals("UNAVAILABLE"))
                .hasSizeGreaterThan(BRANCHES / 2)
                .allSatisfy(record -> assertThat(record.getAttempts()).isZero());
        assertThat(asked.ours()).hasSizeBetween(1, 4);
        assertThat(asked.pages()).isPositive();
        assertThat(log).doesNotContain("\tat ");
    }

    /** Jenkins' own pools may grow by one or two in any build: what is ours is more in each of several. */
    private void assertNoMoreThreadsThanAsleep(Watched first) throws Exception {
        int least = first.othersThreads() + first.ours().size() - slept.othersThreads();
        for (int again = 0; again < 4 && least > 4; again++) {
            Watched asleep = watch(SLEEP);
            Watched asked = watch(ASK);
            least = Math.min(least, asked.othersThreads() + asked.ours().size() - asleep.othersThreads());
        }
        assertThat(least).isLessThanOrEqualTo(4);
    }

    @Test
    void fiveHundredBranchesWhoseServerRefusesConnectionsEndByTheBudget() throws Exception {
        Controller.servers(down("http://127.0.0.1:" + closedPort() + "/"));
        Watched asked = watch(ASK);
        assertEndsByTheBudget(asked);
        assertNoMoreThreadsThanAsleep(asked);
    }

    @Test
    void fiveHundredBranchesWhoseServerNeverAnswersEndByTheBudget() throws Exception {
        // The kernel takes the connections, and nobody ever reads from them.
        try (ServerSocket silent = new ServerSocket(0, 2 * BRANCHES, InetAddress.getLoopbackAddress())) {
            Controller.servers(down("http://127.0.0.1:" + silent.getLocalPort() + "/"));
            Watched asked = watch(ASK);
            assertEndsByTheBudget(asked);
            assertNoMoreThreadsThanAsleep(asked);
        }
    }
}
