package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Builder;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.nio.charset.StandardCharsets;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * One Jenkins for all tests of a class, since starting it takes longer than most tests; a simulated server and its
 * settings for each of them.
 */
@WithJenkins
@Timeout(120)
abstract class SharedJenkins {
    static JenkinsRule jenkins;
    SimulatedServer server;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
        Controller.keepViews();
    }

    /** The harness stops by itself only what was started for a single test. */
    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void configureServer() throws Exception {
        server = SimulatedServer.http();
        Controller.configure(server);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    static WorkflowRun run(String script) throws Exception {
        return Controller.run(jenkins, script);
    }

    static WorkflowRun run(Result expected, String script) throws Exception {
        return jenkins.assertBuildStatus(expected, run(script));
    }

    static FreeStyleProject freestyle(Builder... builders) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        for (Builder builder : builders) {
            job.getBuildersList().add(builder);
        }
        return job;
    }

    static FreeStyleBuild run(Result expected, FreeStyleProject job) throws Exception {
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0).get());
    }

    static String log(Run<?, ?> run) throws Exception {
        return JenkinsRule.getLog(run);
    }

    /**
     * Sends the form of a configuration page once all of its lists are filled. HtmlUnit runs what follows a response beside the
     * test's thread, without its lock of the page, so that a list which is just being filled is seen empty, as in no browser.
     */
    static HtmlPage save(JenkinsRule.WebClient web, HtmlPage page) throws Exception {
        web.waitForBackgroundJavaScript(60_000);
        return jenkins.submit(page.getFormByName("config"));
    }

    /** All lines of the audit, as its page hands them out. */
    static String audit() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.goTo("manage/mysafe-audit/jsonl", null)
                    .getWebResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
        }
    }
}
