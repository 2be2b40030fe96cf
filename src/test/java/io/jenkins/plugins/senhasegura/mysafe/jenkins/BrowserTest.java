package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import tools.jackson.databind.JsonNode;

/**
 * Every page and form of the plugin in a real browser, in a light and in a dark theme, from 375 to 1920 pixels, under the
 * policy that Jenkins enforces; in the usual design of Jenkins, and where there is one in the design to come. Needs Chromium; {@code bin/verify} finds it, and says how to get it.
 */
@WithJenkins
@Timeout(1800)
@NeedsBrowser
class BrowserTest {
    private static final List<String> PAGES =
            List.of("system", "step", "builder", "build", "records", "job", "job-without-builds", "audit", "monitor");

    /** Those that look otherwise to who has chosen what Jenkins offers as new pages, by the flags below. */
    private static final List<String> NEW_PAGES = List.of("system", "build", "records", "job", "monitor");

    private static final List<String> FLAGS = List.of("new-build-page", "new-job-page", "new-manage-jenkins");

    private static JenkinsRule jenkins;
    private static UiShow show;
    private static JsonNode report;
    private static JsonNode newReport;

    @BeforeAll
    static void openEveryPage(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Controller.keepViews();
        show = UiShow.in(rule);
        report = check("report.json", PAGES);
        FLAGS.forEach(flag -> System.setProperty(everybody(flag), "true"));
        newReport = check("new-report.json", NEW_PAGES);
    }

    /** The property by which it is chosen for who has not chosen. */
    private static String everybody(String flag) {
        return flag + ".flag.defaultValue";
    }

    private static JsonNode check(String name, List<String> pages) throws Exception {
        return Browser.report("check.js", jenkins, name, "--pages", String.join(",", pages));
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        FLAGS.forEach(flag -> System.clearProperty(everybody(flag)));
        if (show != null) {
            show.close();
        }
        if (jenkins != null) {
            jenkins.after();
        }
    }

    /** What was found of this kind in what the plugin draws, a line each. */
    private static Set<String> findings(String kind) {
        return Stream.concat(findings(report, "usual", kind), findings(newReport, "new", kind))
                .collect(Collectors.toSet());
    }

    private static Stream<String> findings(JsonNode report, String design, String kind) {
        return StreamSupport.stream(report.get("findings").spliterator(), false)
                .filter(finding -> finding.get("kind").asString().equals(kind))
                .filter(finding -> !finding.path("platform").asBoolean(false))
                .map(finding -> String.format(
                        "%s %s, %s, %s, %s px: %s",
                        design,
                        finding.get("page").asString(),
                        finding.get("theme").asString(),
                        finding.get("state").asString(),
                        finding.get("width").asString(),
                        finding.get("what").asString()));
    }

    @Test
    void everyPageWasOpenedInBothThemesAndAllWidths() {
        assertOpened(report, PAGES);
        assertOpened(newReport, NEW_PAGES);
    }

    private static void assertOpened(JsonNode report, List<String> pages) {
        Set<String> looked = StreamSupport.stream(report.get("looked").spliterator(), false)
                .map(page ->
                        page.get("page").asString() + " " + page.get("theme").asString() + " " + page.get("widths"))
                .collect(Collectors.toSet());
        for (String page : pages) {
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
    void nothingIsSqueezedBesideEmptySpace() {
        assertThat(findings("squeezed")).isEmpty();
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
