package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What the first release wrote to the disk is still read: settings, jobs and builds of a home that is never rewritten. */
@Timeout(300)
class FrozenHomeTest {
    private static final Path FROZEN = Path.of("src/test/resources/io/jenkins/plugins/senhasegura/mysafe/frozen/home");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final SimulatedServer server = SimulatedServer.http()
            .pending(Responses.activated())
            .response("/api/mysafe/password/active/11", Responses.activated());

    @BeforeEach
    void layOut() throws Exception {
        FileUtils.copyDirectory(Sources.root().resolve(FROZEN).toFile(), sessions.getHome());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String config(String job) throws Exception {
        return Files.readString(
                Sources.root().resolve(FROZEN).resolve("jobs").resolve(job).resolve("config.xml"));
    }

    private static List<OperationRecord> records(JenkinsRule jenkins, String job) {
        return AllRecords.of(jenkins.jenkins.getItemByFullName(job, Job.class).getBuildByNumber(1));
    }

    private static void assertSettings() {
        MySafeConfiguration settings = MySafeConfiguration.get();
        assertThat(settings.getUnstableOn()).containsExactly("PASSWORD_NOT_FOUND");
        assertThat(settings.getFailOn()).containsExactly("UNREACHABLE");
        assertThat(settings.getServers())
                .extracting(MySafeServer::getName, MySafeServer::getUrl, MySafeServer::getTokenUrl)
                .containsExactly(
                        tuple("main", "https://senhasegura.example.com/", "iso/oauth2/token"),
                        tuple("staging", "https://staging.example.com/safe/", "iso/oauth2/token"));
        MySafeServer main = settings.getServers().get(0);
        assertThat(List.of(
                        main.getConnectTimeout(),
                        main.getResponseTimeout(),
                        main.getTotalTimeout(),
                        main.getAttempts(),
                        main.getConnections()))
                .containsExactly(7, 8, 90, 2, 5);
        assertThat(main.getCredentialsId()).isEqualTo(Controller.CREDENTIALS_ID);
        assertThat(main.isCircuitBreaker()).isFalse();
        MySafeServer staging = settings.getServers().get(1);
        assertThat(staging.getTrustedCertificates()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(staging.getCredentialsId()).isNull();
    }

    private static void assertBuilder(FreeStyleProject job) {
        EnablePasswordBuilder builder = job.getBuildersList().get(EnablePasswordBuilder.class);
        assertThat(builder.getId()).isEqualTo("${PASSWORD_ID}");
        assertThat(builder.getServer()).isEqualTo("main");
        assertThat(builder.getCredentialsId()).isEqualTo(Controller.CREDENTIALS_ID);
        assertThat(builder.getUnstableOn()).containsExactly("BAD_REQUEST");
        assertThat(builder.getFailOn()).containsExactly("UNAVAILABLE");
    }

    private static void assertBuilds(JenkinsRule jenkins) throws Exception {
        assertThat(records(jenkins, "freestyle")).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo("10");
            assertThat(record.outcome()).isEqualTo("ACTIVATED");
            assertThat(record.result()).isEqualTo("SUCCESS");
        });
        assertThat(records(jenkins, "pipeline"))
                .extracting(OperationRecord::outcome, OperationRecord::attempts)
                .containsExactly(tuple("ACTIVATED", 1), tuple("SERVER_ERROR", 2));
        for (String job : List.of("freestyle", "pipeline")) {
            String page = new Web(jenkins)
                    .get(Web.ANONYMOUS, "job/" + job + "/1/api/json")
                    .body();
            assertThat(page).contains("\"outcome\":\"ACTIVATED\"");
        }
    }

    /** The server of then is simulated from here on. */
    private void connect() throws Exception {
        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, Controller.SECRET);
        Controller.servers(Controller.server("main", server.url()));
    }

    @Test
    void homeOfTheFirstReleaseIsReadAndItsJobsRun() throws Throwable {
        sessions.then(jenkins -> {
            assertSettings();
            FreeStyleProject freestyle = jenkins.jenkins.getItemByFullName("freestyle", FreeStyleProject.class);
            assertBuilder(freestyle);
            assertBuilds(jenkins);
            MySafeConfiguration.get().save();
            MySafeConfiguration.get().load();
            assertSettings();
            connect();
            jenkins.buildAndAssertSuccess(freestyle);
            jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("pipeline", WorkflowJob.class));
        });
    }

    @Test
    void jobOfTheFirstReleaseIsSentOverHttpAndRuns() throws Throwable {
        sessions.then(jenkins -> {
            connect();
            Web web = new Web(jenkins);
            for (String job : List.of("freestyle", "pipeline")) {
                assertThat(web.postXml(Web.ANONYMOUS, "createItem?name=new-" + job, config(job))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(web.postXml(Web.ANONYMOUS, "job/" + job + "/config.xml", config(job))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(web.get(Web.ANONYMOUS, "job/new-" + job + "/config.xml")
                                .body())
                        .contains(Controller.CREDENTIALS_ID, "BAD_REQUEST", "UNAVAILABLE");
            }
            for (String job : List.of("freestyle", "new-freestyle")) {
                FreeStyleProject freestyle = jenkins.jenkins.getItemByFullName(job, FreeStyleProject.class);
                assertBuilder(freestyle);
                jenkins.assertBuildStatus(Result.SUCCESS, freestyle.scheduleBuild2(0));
            }
            jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("new-pipeline", WorkflowJob.class));
        });
    }
}
