package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.ProxyConfiguration;
import hudson.model.Cause;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.TunnelProxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A Jenkins worth showing: two servers behind a proxy, of which the second one has settings to mend, a Pipeline and a
 * freestyle job with builds of every colour, and a job without any. For the checks of the pages and for the pictures.
 */
final class UiShow implements AutoCloseable {
    private static final String PIPELINE = "deploy-shop";
    private static final String FREESTYLE = "rotate-database-password";
    private static final String PATH = "/api/mysafe/password/active/";
    private static final String SCRIPT = """
            pipeline {
                agent none
                stages {
                    stage('Enable the password') {
                        steps {
                            %s
                        }
                    }
                }
            }
            """;

    /** Which passwords each build of the Pipeline asks for. */
    private static final List<String[]> BUILDS = List.of(
            new String[] {"10"},
            new String[] {"11"},
            new String[] {"10"},
            new String[] {"404"},
            new String[] {"10"},
            new String[] {"503"},
            new String[] {"10"},
            new String[] {"11"},
            new String[] {"403"},
            new String[] {"10"},
            new String[] {"10", "11", "503"});

    private final SimulatedServer senhasegura;
    private final TunnelProxy proxy;

    private UiShow(SimulatedServer senhasegura) {
        this.senhasegura = senhasegura;
        this.proxy = TunnelProxy.open(senhasegura);
    }

    /** Fills a started Jenkins. */
    static UiShow in(JenkinsRule jenkins) throws Exception {
        // Fixed days, so that pictures differ only where something has changed.
        Certificates.Issued authority = Certificates.authority("Example Corp Root CA");
        Certificates.Issued certificate = authority.issue(
                "senhasegura.example.com",
                Instant.parse("2025-01-01T00:00:00Z"),
                Instant.parse("2045-01-01T00:00:00Z"),
                "senhasegura.example.com");
        Certificates.Issued old = authority.issue(
                "Example Corp Old CA", Instant.parse("2015-01-01T00:00:00Z"), Instant.parse("2025-01-01T00:00:00Z"));
        UiShow show = new UiShow(SimulatedServer.https(certificate.serverContext(), false));
        show.responses();
        // The names exist in no DNS; the proxy knows the way.
        jenkins.jenkins.setProxy(new ProxyConfiguration("localhost", show.proxy.port(), null, null, "localhost"));
        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, Controller.SECRET);
        MySafeServer production = Controller.server("production", "https://senhasegura.example.com/");
        // Itself, since the authority made for a test is valid for a day only, which the monitor would tell.
        production.setTrustedCertificates(certificate.pem());
        MySafeServer staging = Controller.server("staging", "http://staging.example.com/");
        staging.setCredentialsId("mysafe-staging");
        staging.setTrustedCertificates(old.pem());
        Controller.servers(production, staging);
        pipeline(jenkins);
        freestyle(jenkins);
        jenkins.createFreeStyleProject("nothing-yet");
        return show;
    }

    private void responses() {
        String notFound = """
                {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";
        senhasegura.response(PATH + "10", Responses.activated());
        senhasegura.response(PATH + "11", Responses.json(200, """
                {"code":200,"response":{"status":200,"message":"Password has already been activated.","error":false}}"""));
        senhasegura.response(PATH + "404", Responses.json(400, notFound, "X-Kong-Request-Id: 7c1d93aa"));
        senhasegura.response(PATH + Long.MAX_VALUE, Responses.json(400, notFound));
        senhasegura.response(PATH + "403", Responses.json(400, """
                {"code":400,"response":{"status":400,"message":"1006: User does not have access","error":true,"error_code":1006}}"""));
        senhasegura.response(PATH + "503", Responses.json(503, """
                {"message":"The upstream server is currently unavailable"}""", "X-Kong-Request-Id: 5e9a0c1f"));
    }

    private static void pipeline(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, PIPELINE);
        for (String[] ids : BUILDS) {
            String steps = Arrays.stream(ids)
                    .map(id -> "mysafeEnablePassword id: " + id + ", server: 'production'\n")
                    .collect(Collectors.joining(" ".repeat(16)));
            job.setDefinition(new CpsFlowDefinition(String.format(SCRIPT, steps.stripTrailing()), true));
            jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
        }
    }

    private static void freestyle(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(FREESTYLE);
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("PASSWORD_ID", "10", "Identifier of the password in MySafe")));
        EnablePasswordBuilder builder = new EnablePasswordBuilder("${PASSWORD_ID}");
        builder.setServer("production");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        job.getBuildersList().add(builder);
        jenkins.waitForCompletion(job.scheduleBuild2(
                        0,
                        new Cause.UserIdCause("alice"),
                        new ParametersAction(new StringParameterValue("PASSWORD_ID", "10")))
                .waitForStart());
    }

    @Override
    public void close() {
        proxy.close();
        senhasegura.close();
    }
}
