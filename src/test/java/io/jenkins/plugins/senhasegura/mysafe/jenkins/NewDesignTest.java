package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The pages of builds and jobs for who has chosen what Jenkins offers as their new design, and for who has not. */
class NewDesignTest extends SharedJenkins {
    private static final String NEW_BUILD_PAGE = "new-build-page.flag.defaultValue";
    private static final String NEW_JOB_PAGE = "new-job-page.flag.defaultValue";

    @AfterEach
    void chooseNothing() {
        System.clearProperty(NEW_BUILD_PAGE);
        System.clearProperty(NEW_JOB_PAGE);
    }

    private static HtmlPage page(String path) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            return web.goTo(path);
        }
    }

    private static FreeStyleBuild build() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        return run(Result.SUCCESS, job);
    }

    /** Its frame is the platform's, with what it has for the job; the side panel has no place in it. */
    @Test
    void jobPageIsInTheFrameOfTheJob() throws Exception {
        FreeStyleBuild build = build();
        String path = build.getParent().getUrl() + "mysafe/";
        HtmlPage usual = page(path);
        System.setProperty(NEW_JOB_PAGE, "true");
        HtmlPage chosen = page(path);

        assertFrame(usual, false);
        assertFrame(chosen, true);
    }

    @Test
    void buildsOwnPageIsInTheFrameOfTheBuild() throws Exception {
        String path = build().getUrl() + "mysafe/";
        HtmlPage usual = page(path);
        System.setProperty(NEW_BUILD_PAGE, "true");
        HtmlPage chosen = page(path);

        assertFrame(usual, false);
        assertFrame(chosen, true);
        assertThat(chosen.querySelectorAll(".app-build-tabs a[href$='/mysafe']"))
                .hasSize(1);
    }

    private static void assertFrame(HtmlPage page, boolean isNew) {
        assertThat(page.querySelectorAll("table.mysafe-operations")).hasSize(1);
        assertThat(page.querySelectorAll(".app-build-bar")).hasSize(isNew ? 1 : 0);
        assertThat(page.querySelectorAll("#side-panel #tasks")).hasSize(isNew ? 0 : 1);
    }

    @Test
    void buildPageShowsACardOfItsOwnInsteadOfTheSummary() throws Exception {
        FreeStyleBuild build = build();
        HtmlPage usual = page(build.getUrl());
        System.setProperty(NEW_BUILD_PAGE, "true");
        HtmlPage chosen = page(build.getUrl());

        assertThat(usual.querySelectorAll("td .mysafe-summary table.mysafe-operations"))
                .hasSize(1);
        assertThat(chosen.querySelectorAll("table.mysafe-operations")).isEmpty();
        DomNode card = chosen.querySelectorAll(".jenkins-card").stream()
                .filter(each -> each.querySelector(".mysafe") != null)
                .findFirst()
                .orElseThrow();
        assertThat(card.<DomNode>querySelector(".jenkins-card__title").asNormalizedText())
                .contains("Passwords in senhasegura MySafe");
        assertThat(card.asNormalizedText())
                .contains(build.getCauses().get(0).getShortDescription().replaceAll("\\s+", " "));
    }
}
