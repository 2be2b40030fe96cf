package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServerDescriptor;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.Stapler;

/** The forms save what they show, and the connection test is for administrators only. */
class UiFormsTest extends SharedJenkins {
    private static final String TEST = "descriptorByName/" + MySafeServer.class.getName() + "/testConnection";

    @Test
    void globalConfigurationKeepsEverythingThroughItsForm() throws Exception {
        String pem = Certificates.authority("root").pem();
        MySafeServer full = Controller.server("production", "https://senhasegura.example.com/safe/");
        full.setTokenUrl("iso/oauth2/token");
        full.setTenant("acme");
        full.setTrustedCertificates(pem);
        full.setConnectTimeout("7");
        full.setResponseTimeout("8");
        full.setTotalTimeout("9");
        full.setAttempts("2");
        full.setConnections("5");
        full.setCircuitBreaker(false);
        Controller.servers(full, Controller.server("staging", "http://localhost:1/"));
        Controller.mapping(List.of("PASSWORD_NOT_FOUND"), List.of("UNREACHABLE", "UNAVAILABLE"));
        MySafeConfiguration.get().setPassOn(List.of("RATE_LIMITED"));
        try {
            jenkins.configRoundtrip();

            List<MySafeServer> saved = MySafeConfiguration.get().getServers();
            assertThat(saved).extracting(MySafeServer::getName).containsExactly("production", "staging");
            jenkins.assertEqualDataBoundBeans(full, saved.get(0));
            assertThat(saved.get(0).getTrustedCertificates()).isEqualToNormalizingNewlines(pem.strip());
            assertThat(saved.get(1).isCircuitBreaker()).isFalse();
            assertThat(MySafeConfiguration.get().getUnstableOn()).containsExactly("PASSWORD_NOT_FOUND");
            assertThat(MySafeConfiguration.get().getFailOn()).containsExactlyInAnyOrder("UNREACHABLE", "UNAVAILABLE");
            assertThat(MySafeConfiguration.get().getPassOn()).containsExactly("RATE_LIMITED");
            assertThat(saved.get(1).getTokenUrl()).isNull();
        } finally {
            MySafeConfiguration.get().setPassOn(List.of());
            Controller.mapping(List.of(), List.of());
        }
    }

    /** What no form field holds any more must not stay from before. */
    @Test
    void mappingIsEmptiedByForm() throws Exception {
        Controller.mapping(List.of("PASSWORD_NOT_FOUND", "BAD_REQUEST"), List.of("UNREACHABLE"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo("manage/configure");
            for (HtmlElement element :
                    page.<HtmlElement>getByXPath("//table[contains(@class, 'mysafe-errors')]//select")) {
                ((HtmlSelect) element).getOptionByValue("").setSelected(true);
            }
            save(web, page);

            assertThat(MySafeConfiguration.get().getUnstableOn()).isEmpty();
            assertThat(MySafeConfiguration.get().getFailOn()).isEmpty();
            MySafeConfiguration.get().load();
            assertThat(MySafeConfiguration.get().getUnstableOn()).isEmpty();
            assertThat(MySafeConfiguration.get().getFailOn()).isEmpty();
        } finally {
            Controller.mapping(List.of(), List.of());
        }
    }

    @Test
    void lastServerCanBeRemovedByForm() throws Exception {
        Controller.servers();
        jenkins.configRoundtrip();
        assertThat(MySafeConfiguration.get().getServers()).isEmpty();
    }

    @Test
    void serverIsDeletedWithItsButton() throws Exception {
        Controller.servers(Controller.server("first", server.url()), Controller.server("second", server.url()));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo("manage/configure");
            HtmlElement button = page.querySelector("[name='servers'].repeated-chunk .repeatable-delete");
            button.click();
            save(web, page);
        }
        assertThat(MySafeConfiguration.get().getServers())
                .extracting(MySafeServer::getName)
                .containsExactly("second");
    }

    @Test
    void builderKeepsEverythingThroughItsForm() throws Exception {
        EnablePasswordBuilder before = new EnablePasswordBuilder("${PASSWORD_ID}");
        before.setServer("main");
        before.setCredentialsId(Controller.CREDENTIALS_ID);
        before.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        before.setFailOn(new String[] {"UNREACHABLE", "UNAVAILABLE"});
        jenkins.assertEqualDataBoundBeans(before, jenkins.configRoundtrip(before));
        EnablePasswordBuilder least = new EnablePasswordBuilder("10");
        jenkins.assertEqualDataBoundBeans(least, jenkins.configRoundtrip(least));
    }

    /** Containers of build steps call what they like, an override of ours not among it. */
    @Test
    void builderBindsThroughItsSettersAlone() throws Exception {
        JSONObject form = JSONObject.fromObject("{'id': '10', 'server': '', 'credentialsId': '',"
                + " 'unstableOn': 'PASSWORD_NOT_FOUND', 'failOn': ['UNREACHABLE', 'UNAVAILABLE'],"
                + " 'errorResult': ['', '']}");
        EnablePasswordBuilder bound =
                jenkins.executeOnServer(() -> Stapler.getCurrentRequest2().bindJSON(EnablePasswordBuilder.class, form));
        assertThat(bound.getUnstableOn()).containsExactly("PASSWORD_NOT_FOUND");
        assertThat(bound.getFailOn()).containsExactly("UNREACHABLE", "UNAVAILABLE");
    }

    @Test
    void chosenResultIsSubmittedInItsList() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo("manage/configure");
            HtmlSelect unreachable = page.getFirstByXPath("//select[contains(@aria-label, 'UNREACHABLE')]");
            unreachable.getOptionByText("PASS").setSelected(true);
            save(web, page);
            assertThat(MySafeConfiguration.get().getPassOn()).containsExactly("UNREACHABLE");
        } finally {
            MySafeConfiguration.get().setPassOn(List.of());
        }
    }

    @Test
    void emptiedNumberIsSaidWithItsServerAndNothingIsSaved() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlPage page = web.goTo("manage/configure");
            ((HtmlInput) page.getFirstByXPath("//input[@name='_.attempts']")).setValue("");
            HtmlPage refused = save(web, page);
            assertThat(refused.asNormalizedText())
                    .contains("server \"main\", attempts: is empty. Give a whole number from 1 to 10 in digits.");
            assertThat(MySafeConfiguration.get().settings().server("main").getAttempts())
                    .isEqualTo(3);
        }
    }

    @Test
    void surplusPathIsWarnedOfWhileTyping() {
        MySafeServerDescriptor form = jenkins.jenkins.getDescriptorByType(MySafeServerDescriptor.class);
        assertThat(form.doCheckUrl("https://senhasegura.example.com/api/").getMessage())
                .contains("ends in /api", "Remove it");
        assertThat(form.doCheckUrl("https://senhasegura.example.com/apis").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckTokenUrl("", "https://senhasegura.example.com/").kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    /** What it takes from the URL is said there, once. */
    @Test
    void accessTokenUrlDoesNotRepeatWhatIsWrongWithTheUrl() {
        MySafeServerDescriptor form = jenkins.jenkins.getDescriptorByType(MySafeServerDescriptor.class);
        for (String bad : List.of("ftp://example.com", "", "http://example.com/", "https://example.com/api/")) {
            assertThat(form.doCheckUrl(bad).kind).isNotEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckTokenUrl("", bad).kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckTokenUrl("iso/oauth2/token", bad).kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckTokenUrl("iso/oauth2/token?x=y", bad).getMessage())
                    .contains("tokenUrl: ");
            assertThat(form.doCheckTokenUrl("http://other.example.com/token", bad).kind)
                    .isEqualTo(FormValidation.Kind.WARNING);
        }
    }

    @Test
    void credentialsThatAreNotThereAreSaid() {
        MySafeServerDescriptor form = jenkins.jenkins.getDescriptorByType(MySafeServerDescriptor.class);
        assertThat(form.doCheckCredentialsId(Controller.CREDENTIALS_ID, server.url(), "").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckCredentialsId("", server.url(), "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckCredentialsId("gone", server.url(), "").getMessage())
                .contains("gone", "was not found at the root of Jenkins")
                .doesNotContain("this job");
        assertThat(form.doCheckClientCertificateId("gone", server.url()).getMessage())
                .contains("gone", "was not found at the root of Jenkins");
    }

    @Test
    void mappingTableNamesEachSelectAndShowsTheDefault() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.getPage(job, "configure");
            HtmlSelect unreachable = page.getFirstByXPath("//*[contains(@descriptorid, 'EnablePasswordBuilder')]"
                    + "//select[contains(@aria-label, 'UNREACHABLE')]");
            assertThat(unreachable.getOption(0).getText()).contains("UNSTABLE");
        }
    }

    @Test
    void helpSpeaksThreeLanguages() throws Exception {
        for (Map.Entry<String, String> language : Map.of(
                        "en", "whole number", "pt-BR", "número inteiro", "es", "número entero")
                .entrySet()) {
            try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
                web.addRequestHeader("Accept-Language", language.getKey());
                String help = web.goTo("descriptor/" + EnablePasswordStep.class.getName() + "/help/id", "text/html")
                        .getWebResponse()
                        .getContentAsString();
                assertThat(help).contains(language.getValue());
            }
        }
    }

    /** The table is no field, so its help is named by the view itself. */
    @Test
    void helpStandsBesideTheMappingTable() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertHelpBesideTheTable(web, web.goTo("manage/configure"), 1);
            // That of the window, among the build environment, and that of the build step.
            assertHelpBesideTheTable(web, web.getPage(job, "configure"), 2);
        }
    }

    private static void assertHelpBesideTheTable(JenkinsRule.WebClient web, HtmlPage page, int tables)
            throws Exception {
        List<HtmlElement> links = page.getByXPath("//a[contains(@helpurl, '/help/errorMapping')"
                + " and following::table[contains(@class, 'mysafe-errors')]]");
        assertThat(links).hasSize(tables);
        for (HtmlElement link : links) {
            String url = link.getAttribute("helpurl");
            String path = url.substring(url.indexOf("/descriptor") + 1);
            assertThat(web.goTo(path, "text/html").getWebResponse().getContentAsString())
                    .contains("are not in the table: they always fail");
        }
    }

    private static Map<String, String> form(String url) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", "unsaved");
        form.put("url", url);
        form.put("tokenUrl", "");
        form.put("tenant", "");
        form.put("credentialsId", Controller.CREDENTIALS_ID);
        form.put("clientCertificateId", "");
        form.put("trustedCertificates", "");
        form.put("connectTimeout", "5");
        form.put("responseTimeout", "5");
        return form;
    }

    @Test
    void connectionTestIsForAdministratorsAndByPostOnly() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.MANAGE, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("manager"));
        try {
            Web web = new Web(jenkins);
            HttpResponse<String> tested = web.post("admin", TEST, form(server.url()));
            assertThat(tested.statusCode()).isEqualTo(200);
            assertThat(tested.body()).contains("✓", "✗").doesNotContain(Controller.SECRET, "token-1");
            int sent = server.requests().size();
            assertThat(web.post("manager", TEST, form(server.url())).statusCode())
                    .isEqualTo(403);
            assertThat(web.get("admin", TEST + "?" + Web.query(form(server.url())))
                            .statusCode())
                    .isIn(404, 405);
            assertThat(server.requests()).hasSize(sent);
            assertThat(web.post("admin", TEST, form("ftp://<b>x</b>")).body()).doesNotContain("<b>");
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
            jenkins.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
        }
    }
}
