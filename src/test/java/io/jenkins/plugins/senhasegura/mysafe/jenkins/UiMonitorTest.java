package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.AdministrativeMonitor;
import hudson.util.VersionNumber;
import io.jenkins.plugins.senhasegura.mysafe.client.FaultRig;
import io.jenkins.plugins.senhasegura.mysafe.config.MonitorLookUp;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeMonitor;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.Problem;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the administrative monitor finds, and that it leads to the field. */
class UiMonitorTest extends SharedJenkins {
    private static MySafeMonitor monitor() {
        return AdministrativeMonitor.all().get(MySafeMonitor.class);
    }

    private static List<String> problems() {
        return monitor().getProblems().stream().map(Problem::toString).toList();
    }

    /** The same, what is looked up in the background included. */
    private static List<String> settledProblems() throws Exception {
        // The look-up that is under way may be of other settings; the one after it is of these.
        for (int i = 0; i < 2; i++) {
            problems();
            MonitorLookUp.await(monitor());
        }
        return problems();
    }

    private static MySafeServer secure(String name) {
        return Controller.server(name, "https://senhasegura.example.com/");
    }

    @Test
    void soundSettingsAreNoProblem() throws Exception {
        Controller.servers(secure("main"));
        assertThat(settledProblems()).isEmpty();
        assertThat(monitor().isActivated()).isFalse();
    }

    @Test
    void plainHttpAndDoubledNamesAreTold() {
        MySafeServer plainToken = secure("twin");
        plainToken.setTokenUrl("http://tokens.example.com/oauth2/token");
        Controller.servers(secure("twin"), plainToken, Controller.server("plain", "http://senhasegura.example.com/"));

        assertThat(problems())
                .contains("doubled at mysafe-2-name", "plainHttp at mysafe-2-tokenUrl", "plainHttp at mysafe-3-url");
        assertThat(monitor().isActivated()).isTrue();
    }

    @Test
    void certificatesThatExpireAreTold() {
        Instant now = Instant.now();
        Certificates.Issued authority = Certificates.authority("root");
        String expired = authority
                .issue("old", now.minus(20, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS))
                .pem();
        String soon = authority
                .issue("soon", now.minus(20, ChronoUnit.DAYS), now.plus(29, ChronoUnit.DAYS))
                .pem();
        String later = authority
                .issue("later", now.minus(20, ChronoUnit.DAYS), now.plus(31, ChronoUnit.DAYS))
                .pem();
        MySafeServer server = secure("main");
        server.setTrustedCertificates(expired + soon + later);
        Controller.servers(server);

        assertThat(problems())
                .containsExactly("expired at mysafe-1-trustedCertificates", "expires at mysafe-1-trustedCertificates");
        assertThat(monitor().getProblems().get(0).getText()).contains("CN=old");
    }

    /** The server's own may be of scope System. */
    @Test
    void credentialsThatCannotBeFoundAreTold() throws Exception {
        Controller.credentials(CredentialsScope.SYSTEM, "for-jenkins-itself", Controller.SECRET);
        MySafeServer missing = secure("missing");
        missing.setCredentialsId("gone");
        MySafeServer system = secure("system");
        system.setCredentialsId("for-jenkins-itself");
        MySafeServer none = secure("none");
        none.setCredentialsId(null);
        none.setClientCertificateId("gone-too");
        Controller.servers(missing, system, none);

        assertThat(settledProblems())
                .containsExactly(
                        "credentials at mysafe-1-credentialsId", "clientCertificate at mysafe-3-clientCertificateId");
        assertThat(monitor().getProblems().toString()).doesNotContain(Controller.SECRET);
    }

    /** In the platform's own frame where it has one for all monitors, with its button. */
    @Test
    void pageShowsThemWithLinksAndCanBeDismissed() throws Exception {
        Controller.servers(Controller.server("plain", "http://senhasegura.example.com/"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo("manage/");
            assertThat(page.getWebResponse().getContentAsString()).contains("manage/configure#mysafe-1-url");
            HtmlElement frame = page.querySelector(".mysafe-monitor");
            boolean platform = !Jenkins.getVersion().isOlderThan(new VersionNumber("2.558"));
            assertThat(frame.getAttribute("class").contains("app-adminmonitor")).isEqualTo(platform);
            frame.<HtmlElement>querySelector(platform ? ".app-adminmonitor-dismiss-button" : "form button")
                    .click();
            // A script of the platform's does it, beside others of the page that never come to an end.
            FaultRig.await("the monitor is dismissed", () -> {
                web.waitForBackgroundJavaScript(100);
                return !monitor().isEnabled();
            });
        } finally {
            monitor().disable(false);
        }
    }
}
