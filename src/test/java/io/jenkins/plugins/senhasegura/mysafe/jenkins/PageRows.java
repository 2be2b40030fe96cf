package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.sun.management.ThreadMXBean;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.MetaClass;

/** How long pages take that have much to show, beside the same with little; in turns. Part of {@link JenkinsBenchmark}. */
final class PageRows {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 9;
    private static final int REQUESTS = 5;
    private static final String MORE = "more-";
    private static final String BUILD = "build.xml";
    private static final String RECORDS = "mysafe-operations.jsonl";

    private final JenkinsRule jenkins;
    private final JenkinsFigures figures;
    private final Web web;

    PageRows(JenkinsRule jenkins, JenkinsFigures figures) {
        this.jenkins = jenkins;
        this.figures = figures;
        this.web = new Web(jenkins);
    }

    /** What is measured, and what has to stand in Jenkins meanwhile. */
    private record Page(String path, Setting before) {}

    private interface Setting {
        void set() throws Exception;
    }

    /** All of them. */
    void measure() throws Exception {
        // A controller keeps the views that it has found; the tests' harness looks for each of them anew.
        boolean before = MetaClass.NO_CACHE;
        MetaClass.NO_CACHE = false;
        try {
            ratio("System configuration page with 100 servers ÷ with 1", 1.3, servers(100, 10), servers(1, 10));
            ratio(
                    "System configuration page with 100 servers and 1,000 credentials ÷ with 1 and 10",
                    1.5,
                    servers(100, 1_000),
                    servers(1, 10));
            jobs();
        } finally {
            MetaClass.NO_CACHE = before;
        }
    }

    /** The form of so many servers, which may choose among so many credentials. */
    private static Page servers(int count, int credentials) {
        return new Page("manage/configure", () -> {
            MySafeServer[] all = new MySafeServer[count];
            Arrays.setAll(all, i -> Controller.server("server-" + i, "https://s" + i + ".example.com/"));
            Controller.servers(all);
            credentials(credentials);
        });
    }

    private static void credentials(int count) throws Exception {
        List<Credentials> all = SystemCredentialsProvider.getInstance().getCredentials();
        all.removeIf(old -> old instanceof IdCredentials that && that.getId().startsWith(MORE));
        for (int i = 1; i < count; i++) {
            all.add(new UsernamePasswordCredentialsImpl(
                    CredentialsScope.GLOBAL, MORE + i, null, Controller.CLIENT_ID, Controller.SECRET));
        }
    }

    private void jobs() throws Exception {
        Path build;
        try (SimulatedServer simulated = SimulatedServer.http()) {
            Controller.configure(simulated);
            FreeStyleProject job = jenkins.createFreeStyleProject("one");
            job.getBuildersList().add(new EnablePasswordBuilder("10"));
            build = jenkins.buildAndAssertSuccess(job).getRootDir().toPath();
        }
        job("many", 10_000, build, number -> number % 10 == 0);
        job("few", 50, build, number -> true);
        job("thousand", 1_000, build, number -> number % 10 == 0);
        job("plain", 1_000, build, number -> false);
        lines("full", build, 10_000);
        lines("short", build, 10);
        ratio(
                "Job page with 10,000 builds of which every tenth enabled a password ÷ with 50 that all did",
                1.2,
                page("job/many/mysafe/"),
                page("job/few/mysafe/"));
        ratio("Build page with 10,000 records ÷ with 10", 1.3, page("job/full/1/"), page("job/short/1/"));
        figures.atMost(
                "Bytes allocated for the page with 10,000 records above those for the one with 10, which is the most that its"
                        + " heap can be above idle",
                4 * 1024 * 1024,
                allocated("job/full/1/") - allocated("job/short/1/"));
        ratio(
                "`api/json` of a job with 1,000 builds of which every tenth enabled a password ÷ of which none did",
                1.05,
                page("job/thousand/api/json"),
                page("job/plain/api/json"));
    }

    private static Page page(String path) {
        return new Page(path, () -> {});
    }

    /** A job with copies of a build, whose record only some of them have. */
    private void job(String name, int builds, Path build, IntPredicate recorded) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        for (int number = 1; number <= builds; number++) {
            Path copy = Files.createDirectories(job.getBuildDir().toPath().resolve(Integer.toString(number)));
            Files.copy(build.resolve(BUILD), copy.resolve(BUILD));
            if (recorded.test(number)) {
                Files.copy(build.resolve(RECORDS), copy.resolve(RECORDS));
            }
        }
        job.updateNextBuildNumber(builds + 1);
        job.doReload();
    }

    /** A job with one build that has so many records. */
    private void lines(String name, Path build, int records) throws Exception {
        job(name, 1, build, number -> true);
        Path file = ((FreeStyleProject) jenkins.jenkins.getItem(name))
                .getBuildDir()
                .toPath()
                .resolve("1/" + RECORDS);
        String line = Files.readString(file);
        Files.writeString(file, line.repeat(records));
    }

    private void ratio(String what, double asked, Page page, Page rival) throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double one = millis(page);
            double other = millis(rival);
            if (round >= 0) {
                ours[round] = one;
                theirs[round] = other;
                ratios.add(one / other);
            }
        }
        figures.ratio(what, asked, text(ours), text(theirs), ratios);
    }

    /** What all threads allocate while a page is made: the least of some, since others have work to do, too. */
    private double allocated(String path) throws Exception {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < REQUESTS; i++) {
            double before = allocated();
            assertThat(web.get(Web.ANONYMOUS, path).statusCode()).isEqualTo(200);
            least = Math.min(least, allocated() - before);
        }
        return least;
    }

    private static double allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
    }

    private static String text(double... millis) {
        return String.format(Locale.ROOT, "%.0f ms", JenkinsFigures.median(millis));
    }

    /** The median of a few, since most pages take a few milliseconds only. */
    private double millis(Page page) throws Exception {
        page.before().set();
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long begin = System.nanoTime();
            assertThat(web.get(Web.ANONYMOUS, page.path()).statusCode()).isEqualTo(200);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        return JenkinsFigures.median(millis);
    }
}
