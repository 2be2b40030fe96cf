package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordAction;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    /** What a build needs at its most: Jenkins' passing tasks only add to it, so that the least of several counts. */
    private static final int BUILDS = 3;

    private static int asleep = Integer.MAX_VALUE;

    /** Whatever pool of Jenkins grows with either kind of build has grown when threads are counted. */
    @BeforeEach
    void watchTheSame500Sleep() throws Exception {
        if (asleep == Integer.MAX_VALUE) {
            Controller.servers(down("http://127.0.0.1:" + closedPort() + "/"));
            watch(ASK);
            watch(SLEEP);
            for (int build = 0; build < BUILDS; build++) {
                asleep = Math.min(asleep, watch(SLEEP).threads());
            }
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

    private BuildWatch.Seen watch(String step) throws Exception {
        return new BuildWatch(jenkins, BRANCHES).watch(step);
    }

    private void assertEndsByTheBudget(BuildWatch.Seen asked) throws Exception {
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
        assertThat(log).doesNotContain("\tat ");
    }

    private void assertAtMostFourThreadsMoreThanAsleep(BuildWatch.Seen first) throws Exception {
        int awake = first.threads();
        for (int build = 1; build < BUILDS; build++) {
            awake = Math.min(awake, watch(ASK).threads());
        }
        assertThat(awake).isLessThanOrEqualTo(asleep + 4);
    }

    @Test
    void fiveHundredBranchesWhoseServerRefusesConnectionsEndByTheBudget() throws Exception {
        Controller.servers(down("http://127.0.0.1:" + closedPort() + "/"));
        BuildWatch.Seen asked = watch(ASK);
        assertEndsByTheBudget(asked);
        assertAtMostFourThreadsMoreThanAsleep(asked);
    }

    @Test
    void fiveHundredBranchesWhoseServerNeverAnswersEndByTheBudget() throws Exception {
        // The kernel takes the connections, and nobody ever reads from them.
        try (ServerSocket silent = new ServerSocket(0, 2 * BRANCHES, InetAddress.getLoopbackAddress())) {
            Controller.servers(down("http://127.0.0.1:" + silent.getLocalPort() + "/"));
            BuildWatch.Seen asked = watch(ASK);
            assertEndsByTheBudget(asked);
            assertAtMostFourThreadsMoreThanAsleep(asked);
        }
    }
}
