package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every page and form of the plugin in a real browser, in a light and in a dark theme, from 375 to 1920 pixels, under the
 * policy that Jenkins enforces. Needs Chromium; {@code bin/verify} finds it, and says how to get it.
 */
@WithJenkins
@Timeout(900)
@EnabledIfSystemProperty(
        named = Browser.PROPERTY,
        matches = ".+",
        disabledReason = "No browser is given: run bin/verify, which finds Chromium or says how to get it")
class BrowserTest {
    private static final List<String> PAGES =
            List.of("system", "step", "builder", "build", "job", "job-without-builds", "audit", "monitor");

    private static JenkinsRule jenkins;
    private static UiShow show;
    private static JsonNode report;

    @BeforeAll
    static void openEveryPage(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Controller.keepViews();
        show = UiShow.in(rule);
        Path file = Browser.folder().resolve("report.json");
        Browser.node(
                "check.js",
                "--url",
                rule.getURL().toString(),
                "--browser",
                Browser.path(),
                "--report",
                file.toString());
        report = JsonMapper.shared().readTree(file);
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        if (show != null) {
            show.close();
        }
        if (jenkins != null) {
            jenkins.after();
        }
    }

    /** What was found of this kind in what the plugin draws, a line each. */
    private static Set<String> findings(String kind) {
        return StreamSupport.stream(report.get("findings").spliterator(), false)
                .filter(finding -> finding.get("kind").asString().equals(kind))
                .filter(finding -> !finding.path("platform").asBoolean(false))
                .map(finding -> String.format(
                        "%s, %s, %s, %s px: %s",
                        finding.get("page").asString(),
                        finding.get("theme").asString(),
                        finding.get("state").asString(),
                        finding.get("width").asString(),
                        finding.get("what").asString()))
                .collect(Collectors.toSet());
    }

    @Test
    void everyPageWasOpenedInBothThemesAndAllWidths() {
        Set<String> looked = StreamSupport.stream(report.get("looked").spliterator(), false)
                .map(page ->
                        page.get("page").asString() + " " + page.get("theme").asString() + " " + page.get("widths"))
                .collect(Collectors.toSet());
        for (String page : PAGES) {
            assertThat(looked).contains(page + " light [375,768,1280,1920]", page + " dark [375,768,1280,1920]");
        }
    }

    @Test
    void accessibilityRulesHold() {
        assertThat(findings("accessibility")).isEmpty();
    }

    @Test
    void everythingIsReachedWithTheKeyboardAndShowsIt() {
        assertThat(findings("keyboard")).isEmpty();
    }

    @Test
    void foldedPartsOpenWithEnterAndSpace() {
        assertThat(findings("folding")).isEmpty();
    }

    @Test
    void linksOfTheMonitorLeadToTheirFields() {
        assertThat(findings("landing")).isEmpty();
    }

    @Test
    void nothingSticksOutOfAPage() {
        assertThat(findings("overflow")).isEmpty();
    }

    @Test
    void policyIsEnforcedAndNotViolated() {
        assertThat(report.get("looked"))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(page.get("policy").asString())
                        .contains("default-src 'self'")
                        .doesNotContain("'unsafe-eval'", "script-src 'unsafe-inline'"));
        assertThat(findings("policy")).isEmpty();
    }

    @Test
    void noScriptAndNoRequestFails() {
        assertThat(findings("error")).isEmpty();
    }

    /** Otherwise the checks above might pass on anything. */
    @Test
    void checksFindWhatIsPlanted() throws Exception {
        assertThat(Browser.node("--test", "test/")).contains("# fail 0").doesNotContain("# pass 0\n");
    }
}
