package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * A server is locked to two folders and one branch, as {@code docs/who-may.md} counts it; jobs within and outside try, are
 * deleted, and an auditor, who could see none of them, finds what they tried.
 */
class LockedServerTest extends SharedJenkins {
    private static final Path PAGE = Sources.root().resolve("docs/who-may.md");
    private static final String SERVER = ".mysafe-configuration .repeated-chunk ";

    private int clicksAndFields;

    @BeforeEach
    void administratorDeveloperAndAuditor() {
        Jenkins.SYSTEM_READ.setEnabled(true);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("dev")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor"));
        Controller.servers(Controller.server("production", server.url()));
    }

    @AfterEach
    void asItWas() {
        Jenkins.SYSTEM_READ.setEnabled(false);
    }

    @Test
    void byForm() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("admin")) {
            HtmlPage system = web.goTo("manage/configure");
            click(named(system, SERVER + ".advanced-button", "Who may"));
            click(named(system, SERVER + ".repeatable-add", "Add rule"));
            web.waitForBackgroundJavaScript(10_000);
            type(system.querySelector(SERVER + ".mysafe-rule input[name='_.jobs']"), jobs());
            click(system.querySelector("form[name='config'] button[name='Submit']"));
        }

        assertThat(clicksAndFields).isEqualTo(written());
        assertThat(page()).contains("\n3. Jobs: `" + jobs() + "`.");
        attemptsAreFoundAfterTheirJobsWereDeleted("2201");
    }

    @Test
    void asCode() throws Exception {
        String yaml = yaml().replace("https://senhasegura.example.com/", server.url());
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));

        attemptsAreFoundAfterTheirJobsWereDeleted("2202");
    }

    private void attemptsAreFoundAfterTheirJobsWereDeleted(String id) throws Exception {
        assertThat(MySafeConfiguration.get().settings().server("production").getRules())
                .extracting(Object::toString)
                .containsExactly("effect: ALLOW, jobs: " + jobs() + ", ids: *, operations: *");
        String path = SimulatedServer.ENABLE_10.replaceAll("10$", id);
        server.response(path, Responses.activated());

        assertThat(attempt("app", "PR-7", id, Result.FAILURE)).contains(reason().replace("10", id));
        attempt("ops", "deploy", id, Result.SUCCESS);
        attempt("app", "main", id, Result.SUCCESS);

        assertThat(server.requests(path)).hasSize(2);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("auditor")) {
            HtmlPage manage = web.goTo("manage/");
            HtmlPage audit = click(manage.querySelector("a[href*='mysafe-audit']"));
            assertThat(attempts(audit, id))
                    .satisfiesExactly(
                            attempt -> assertThat(attempt).contains("app/main #1", "ACTIVATED", "dev"),
                            attempt -> assertThat(attempt).contains("ops/deploy #1", "ACTIVATED", "dev"),
                            attempt -> assertThat(attempt).contains("app/PR-7 #1", "NOT_PERMITTED", "dev"));
            audit.<HtmlSelect>querySelector("select[name='outcome']").setSelectedAttribute("NOT_PERMITTED", true);
            HtmlPage refused = click(audit.querySelector(".mysafe-filters button[type='submit']"));
            assertThat(attempts(refused, id)).singleElement().asString().contains("app/PR-7 #1");
            // The address of a search is kept and sent on.
            assertThat(refused.getUrl().getQuery())
                    .contains("outcome=NOT_PERMITTED")
                    .doesNotContain("Crumb", "json");
        }
    }

    /** A build by a developer, whose job and folder are deleted after it; what its log said. */
    private static String attempt(String folder, String name, String id, Result expected) throws Exception {
        Folder parent = jenkins.createProject(Folder.class, folder);
        WorkflowJob job = parent.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("mysafeEnablePassword id: " + id, true));
        String said = log(jenkins.assertBuildStatus(
                expected, job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("dev")))));
        parent.delete();
        return said;
    }

    private static List<String> attempts(HtmlPage audit, String id) {
        return audit.querySelectorAll(".mysafe-audit tbody tr").stream()
                .map(DomNode::asNormalizedText)
                .filter(row -> row.contains(id))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** How many clicks and fields the page lists. */
    private static int written() throws IOException {
        return (int) page().lines().filter(line -> line.matches("[0-9]+[.] .*")).count();
    }

    /** Why the pull request of the page was refused. */
    private static String reason() throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("  Reason: app/PR-7 "))
                .findFirst()
                .orElseThrow();
    }

    private static String yaml() throws IOException {
        return Files.readString(PAGE.resolveSibling("examples/who-may.yaml"));
    }

    private static String jobs() throws IOException {
        return yaml().lines()
                .filter(line -> line.contains("jobs: "))
                .map(line -> line.replaceFirst(".*jobs: ", ""))
                .findFirst()
                .orElseThrow();
    }

    private static HtmlElement named(HtmlPage page, String selector, String text) {
        return page.querySelectorAll(selector).stream()
                .map(HtmlElement.class::cast)
                .filter(button -> button.getTextContent().strip().equals(text))
                .filter(DomElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    private HtmlPage click(HtmlElement button) throws IOException {
        clicksAndFields++;
        return (HtmlPage) HtmlElementUtil.click(button);
    }

    private void type(HtmlInput field, String text) {
        clicksAndFields++;
        field.setValue(text);
    }
}
