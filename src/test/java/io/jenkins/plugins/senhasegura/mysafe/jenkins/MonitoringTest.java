package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.support.SupportPlugin;
import com.cloudbees.jenkins.support.api.Component;
import com.codahale.metrics.MetricRegistry;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.monitoring.MySafeSupport;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Leaks;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import jenkins.metrics.api.Metrics;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The real Support Core and the real Metrics show what builds have done, and nothing of whose passwords they were. */
class MonitoringTest extends SharedJenkins {
    private static final String TOKEN = "t0ken-of-the-simulated.server_4f";
    private static final String ID = "47110815";
    private static final String ENABLE = "/api/mysafe/password/active/" + ID;

    private static MySafeSupport component() {
        return ExtensionList.lookupSingleton(MySafeSupport.class);
    }

    /** The plugin's own file of a bundle that Support Core writes. */
    static String bundled() throws Exception {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        List<Component> components = List.of(component());
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            SupportPlugin.writeBundle(bundle, components);
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("senhasegura-mysafe.md")) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("the bundle has no file of the plugin");
    }

    private static MetricRegistry metrics() {
        return Metrics.metricRegistry();
    }

    private static long operations(String outcome) {
        var timer = metrics().getTimers().get("mysafe.server.main.operations." + outcome);
        return timer == null ? 0 : timer.getCount();
    }

    private static Object gauge(String name) {
        return metrics().getGauges().get(name).getValue();
    }

    @Test
    void bundleTellsServersAndLastOutcomesAndLeaksNothing() throws Exception {
        MySafeServer main = Controller.server("main", server.url());
        main.setTenant("tenant-of-the-test");
        Controller.servers(main);
        server.response(SimulatedServer.TOKEN, Responses.json(200, """
                        {"token_type":"Bearer","expires_in":3600,"access_token":"%s"}""".formatted(TOKEN)))
                .response(ENABLE, Responses.activated(), Responses.json(400, """
                        {"message":"1006: User alice does not have access","error":true}"""));
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: " + ID);
        job.renameTo("job-of-somebody");
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertStatus(Result.FAILURE, job);

        String text = bundled();
        assertThat(text)
                .contains("## Server main", "| URL | " + server.url() + " |", "| Tenant | set |")
                .contains("| Permits in use | 0 |", "| Circuit breaker | off |", "| Connections allowed | 64 |")
                .containsPattern("\\| Ages of access tokens \\| [0-9]+ s \\|")
                .containsPattern("\\| Connections open \\| [1-9][0-9]* \\|")
                .containsPattern("(?s)\\| 20[-0-9T:]+Z \\| ENABLE \\| ACCESS_DENIED \\| 400 \\| 1 \\| [0-9]+ ms \\|\n"
                        + "\\| 20[-0-9T:]+Z \\| ENABLE \\| ACTIVATED \\| 200 \\| 1 \\| [0-9]+ ms \\|\n")
                .contains("## Access windows", "| OPEN | 0 |", "| left to the keeper | 0 |");
        Leaks leaks = new Leaks()
                .and("secret", Controller.SECRET)
                .and("token", TOKEN)
                .and("identifier", ID)
                .and("job", "job-of-somebody")
                .and("tenant", "tenant-of-the-test")
                .and("credentials", Controller.CREDENTIALS_ID);
        assertThat(leaks.in(text)).isEmpty();
        assertThat(text).doesNotContain("alice").doesNotContain(Controller.CLIENT_ID);
    }

    @Test
    void bundleCountsOpenWindows() throws Exception {
        new TrueState(server);
        HeldResponse held = new HeldResponse();
        server.response(TrueState.path(true, 11), held);
        WorkflowRun run = Controller.pipeline(jenkins, "withMysafePassword(id: 10) { mysafeEnablePassword 11 }")
                .scheduleBuild2(0)
                .waitForStart();
        held.awaitArrival(1);

        assertThat(bundled()).contains("| OPEN | 1 |", "| Permits in use | 1 |", "| Connections busy | 1 |");
        assertThat(gauge("mysafe.windows.open")).isEqualTo(1);
        assertThat(gauge("mysafe.windows.left")).isEqualTo(0);

        held.answerAll(Responses.activated());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(bundled()).contains("| OPEN | 0 |", "| DISABLE | DEACTIVATED | 200 |");
    }

    @Test
    void onlyAnAdministratorMayHaveItInABundle() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, SupportPlugin.CREATE_BUNDLE)
                .everywhere()
                .to("reader"));
        try {
            assertThat(isEnabled("admin")).isTrue();
            assertThat(isEnabled("reader")).isFalse();
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(new AuthorizationStrategy.Unsecured());
            jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        }
    }

    private static boolean isEnabled(String user) {
        try (ACLContext context = ACL.as2(User.getById(user, true).impersonate2())) {
            return component().isEnabled();
        }
    }

    @Test
    void metricsCountWhatBuildsHaveDone() throws Exception {
        long before = operations("ACTIVATED");
        long attempts = before == 0
                ? 0
                : metrics()
                        .getMeters()
                        .get("mysafe.server.main.attempts.ACTIVATED")
                        .getCount();
        server.response(
                SimulatedServer.ENABLE_10, Responses.json(503, "{\"message\":\"down\"}"), Responses.activated());
        run(Result.SUCCESS, "mysafeEnablePassword id: 10");
        run(Result.SUCCESS, freestyle(new EnablePasswordBuilder("10")));

        assertThat(operations("ACTIVATED")).isEqualTo(before + 2);
        assertThat(metrics()
                        .getMeters()
                        .get("mysafe.server.main.attempts.ACTIVATED")
                        .getCount())
                .isEqualTo(attempts + 3);
        assertThat(gauge("mysafe.server.main.line")).isEqualTo(0);
        assertThat(gauge("mysafe.server.main.circuit")).isEqualTo(0);
        assertThat((int) gauge("mysafe.server.main.connections")).isPositive();
    }

    @Test
    void metricsComeAndGoWithTheServersOfTheSettings() throws Exception {
        Controller.servers(Controller.server("main", server.url()), Controller.server("second one", server.url()));
        assertThat(metrics().getNames())
                .contains("mysafe.server.main.line")
                .anyMatch(name -> name.matches("mysafe[.]server[.]second_one-[0-9a-f]{8}[.]line"));

        Controller.servers(Controller.server("third", server.url()));
        assertThat(metrics().getNames())
                .contains("mysafe.server.third.line")
                .noneMatch(
                        name -> name.startsWith("mysafe.server.second_one") || name.startsWith("mysafe.server.main."));
    }
}
