package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Cause;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A Jenkins worth showing: two servers, a Pipeline and a freestyle job with builds of every colour. For the pictures and
 * for whoever wants to click.
 */
final class UiShow implements AutoCloseable {
    static final String PIPELINE = "deploy-shop";
    static final String FREESTYLE = "rotate-database-password";

    private static final String PATH = "/api/mysafe/password/active/";
    private static final String SCRIPT = """
            pipeline {
                agent none
                stages {
                    stage('Enable') {
                        steps {
                            catchError(buildResult: params.BUILD ?: 'FAILURE') {
                                mysafeEnablePassword id: %s, server: 'production'
                            }
                        }
                    }
                }
            }
            """;

    private final SimulatedServer production;
    private final SimulatedServer staging;

    private UiShow(SimulatedServer production, SimulatedServer staging) {
        this.production = production;
        this.staging = staging;
    }

    /** Fills a started Jenkins. */
    static UiShow in(JenkinsRule jenkins) throws Exception {
        Certificates.Issued authority = Certificates.authority("Example Corp Root CA");
        Instant now = Instant.now();
        Certificates.Issued certificate = authority.issue(
                "localhost", now.minus(9, ChronoUnit.DAYS), now.plus(300, ChronoUnit.DAYS), "localhost");
        SimulatedServer production = SimulatedServer.https(certificate.serverContext(), false);
        SimulatedServer staging = SimulatedServer.http();
        UiShow show = new UiShow(production, staging);
        show.answers(production);
        show.answers(staging);
        Controller.credentials(CredentialsScope.GLOBAL, "mysafe-api", Controller.SECRET);
        Controller.credentials(CredentialsScope.GLOBAL, "mysafe-staging", Controller.SECRET);
        MySafeServer first = Controller.server("production", production.url());
        first.setTrustedCertificates(authority.pem());
        MySafeServer second = Controller.server("staging", staging.url());
        second.setCredentialsId("mysafe-staging");
        second.setAttempts(1);
        Controller.servers(first, second);
        show.pipeline(jenkins);
        show.freestyle(jenkins);
        return show;
    }

    private void answers(SimulatedServer server) {
        server.answer(PATH + "10", Answers.activated());
        server.answer(PATH + "11", Answers.json(200, """
                {"code":200,"response":{"status":200,"message":"Password has already been activated.","error":false}}"""));
        server.answer(PATH + "404", Answers.json(400, """
                {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}"""));
        server.answer(PATH + "403", Answers.json(400, """
                {"code":400,"response":{"status":400,"message":"1006: User does not have access","error":true,"error_code":1006}}"""));
        server.answer(PATH + Long.MAX_VALUE, Answers.json(400, """
                {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}"""));
        server.answer(PATH + "503", Answers.json(503, """
                {"message":"The upstream server is currently unavailable"}""", "X-Kong-Request-Id: 5e9a0c1f"));
    }

    private void pipeline(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, PIPELINE);
        for (String id : new String[] {"10", "11", "10", "404", "10", "503", "10", "11", "403", "10", "10"}) {
            job.setDefinition(new CpsFlowDefinition(String.format(SCRIPT, id), true));
            jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
        }
    }

    private void freestyle(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(FREESTYLE);
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setServer("staging");
        job.getBuildersList().add(builder);
        jenkins.waitForCompletion(
                job.scheduleBuild2(0, new Cause.UserIdCause("alice")).waitForStart());
    }

    @Override
    public void close() {
        production.close();
        staging.close();
    }
}
