package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;

/** Five hundred branches ask a server that is down, beside five hundred that only sleep. */
@Timeout(300)
class DeadServerTest extends SharedJenkins {
    /** Events and HTTP, what may block and names: none of them one that waits for a branch. */
    private static final int MOST_THREADS = 4 + 16 + 16;

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
        down.setConnectTimeout("1");
        down.setResponseTimeout("2");
        down.setTotalTimeout(String.valueOf(BUDGET_SECONDS));
        down.setCircuitBreaker(true);
        return down;
    }

    private BuildWatch.Seen watch(String step) throws Exception {
        return new BuildWatch(jenkins, BRANCHES).watch(step);
    }

    private void assertEndsByTheBudget(BuildWatch.Seen asked) throws Exception {
        String log = JenkinsRule.getLog(asked.run());
        assertThat(asked.run().getResult()).as(log).isEqualTo(Result.UNSTABLE);
        List<OperationRecord> records = AllRecords.of(asked.run());
        assertThat(records).hasSize(BRANCHES);
        for (OperationRecord record : records) {
            assertThat(record.outcome()).isIn("UNREACHABLE", "UNAVAILABLE");
            // Without the circuit the time in line for a connection would be many times the budget.
            assertThat(record.durationMillis()).isLessThan(2 * BUDGET_SECONDS * 1000L);
        }
        assertThat(records)
                .filteredOn(record -> record.outcome().equals("UNAVAILABLE"))
                .hasSizeGreaterThan(BRANCHES / 2)
                .allSatisfy(record -> assertThat(record.attempts()).isZero());
        assertThat(asked.ours()).hasSizeBetween(1, MOST_THREADS);
        assertThat(log).doesNotContain("\tat ");
    }

    private void assertFewThreadsMoreThanAsleep(BuildWatch.Seen first) throws Exception {
        int awake = first.threads();
        for (int build = 1; build < BUILDS; build++) {
            awake = Math.min(awake, watch(ASK).threads());
        }
        assertThat(awake).isLessThanOrEqualTo(asleep + MOST_THREADS);
    }

    @Test
    void fiveHundredBranchesWhoseServerRefusesConnectionsEndByTheBudget() throws Exception {
        MySafeServer down = down("http://127.0.0.1:" + closedPort() + "/");
        // Else the first five calls back off before they end, and how many others begin meanwhile is the machine's
        // speed.
        down.setAttempts("1");
        Controller.servers(down);
        BuildWatch.Seen asked = watch(ASK);
        assertEndsByTheBudget(asked);
        assertFewThreadsMoreThanAsleep(asked);
    }

    @Test
    void fiveHundredBranchesWhoseServerNeverAnswersEndByTheBudget() throws Exception {
        // The kernel takes the connections, and nobody ever reads from them.
        try (ServerSocket silent = new ServerSocket(0, 2 * BRANCHES, InetAddress.getLoopbackAddress())) {
            Controller.servers(down("http://127.0.0.1:" + silent.getLocalPort() + "/"));
            BuildWatch.Seen asked = watch(ASK);
            assertEndsByTheBudget(asked);
            assertFewThreadsMoreThanAsleep(asked);
        }
    }
}
