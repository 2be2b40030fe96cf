package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.ActivationPage;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordJobAction;
import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.htmlunit.html.HtmlTableRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The summary on the build page, the same by REST, and the job's page with the activations of many builds. */
class UiPagesTest extends SharedJenkins {
    private static final String NOT_FOUND = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    private static HtmlPage page(String path) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            return web.goTo(path);
        }
    }

    private static List<HtmlTableRow> activations(HtmlPage page) {
        HtmlTable table = page.querySelector("table.mysafe-activations");
        return table.getBodies().get(0).getRows();
    }

    private static ActivationPage activations(Job<?, ?> job, String newest) {
        return job.getAction(EnablePasswordJobAction.class).page(newest);
    }

    private static FreeStyleBuild build(FreeStyleProject job, Result expected) throws Exception {
        FreeStyleBuild build = run(expected, job);
        build.save();
        return build;
    }

    @Test
    void buildPageListsEachPasswordWithServerCredentialsAndCause() throws Exception {
        server.answer(SimulatedServer.ENABLE_10 + "04", Answers.json(400, NOT_FOUND));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"), new EnablePasswordBuilder("1004"));
        FreeStyleBuild build = build(job, Result.FAILURE);

        HtmlPage page = page(build.getUrl());

        List<HtmlTableRow> rows = activations(page);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).asNormalizedText())
                .contains("10", "ACTIVATED", "activated", "main", Controller.CREDENTIALS_ID);
        assertThat(rows.get(1).asNormalizedText()).contains("1004", "PASSWORD_NOT_FOUND", "not found");
        DomNode summary = page.querySelector(".mysafe");
        assertThat(summary.asNormalizedText())
                .contains(build.getCauses().get(0).getShortDescription().replaceAll("\\s+", " "))
                .doesNotContain(Controller.SECRET);
        assertThat(page.querySelectorAll("table.mysafe-activations th[scope=col]"))
                .hasSize(5);
    }

    @Test
    void restTellsTheSameInJsonAndXmlWithoutDepth() throws Exception {
        FreeStyleBuild build = build(freestyle(new EnablePasswordBuilder("10")), Result.SUCCESS);
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            String json = web.goTo(build.getUrl() + "api/json", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            JsonNode action = actionWithPasswords(JsonMapper.shared().readTree(json));
            JsonNode password = action.get("passwords").get(0);
            assertThat(action.get("causes").get(0).asString())
                    .isEqualTo(build.getCauses().get(0).getShortDescription());
            assertThat(password.get("id").asString()).isEqualTo("10");
            assertThat(password.get("outcome").asString()).isEqualTo("ACTIVATED");
            assertThat(password.get("result").asString()).isEqualTo("SUCCESS");
            assertThat(password.get("server").asString()).isEqualTo("main");
            assertThat(password.get("credentialsId").asString()).isEqualTo(Controller.CREDENTIALS_ID);
            assertThat(password.get("attempts").asInt()).isEqualTo(1);
            assertThat(password.get("durationMillis").asLong()).isNotNegative();
            assertThat(password.get("time").asLong())
                    .isBetween(build.getStartTimeInMillis(), System.currentTimeMillis());

            String xml = web.goTo(build.getUrl() + "api/xml", "application/xml")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(xml)
                    .contains("<id>10</id>", "<outcome>ACTIVATED</outcome>", "<server>main</server>")
                    .contains("<credentialsId>" + Controller.CREDENTIALS_ID + "</credentialsId>");
            assertThat(json + xml).doesNotContain(Controller.SECRET, "token-1");
        }
    }

    private static JsonNode actionWithPasswords(JsonNode build) {
        for (JsonNode action : build.get("actions")) {
            if (action.has("passwords")) {
                return action;
            }
        }
        throw new AssertionError("no action with passwords in " + build);
    }

    @Test
    void jobPageShowsTableAndChartAcrossBuildsNewestFirst() throws Exception {
        server.enabling(Answers.activated(), Answers.json(400, NOT_FOUND));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        build(job, Result.SUCCESS);
        build(job, Result.FAILURE);

        HtmlPage page = page(job.getUrl() + "mysafe/");

        List<HtmlTableRow> rows = activations(page);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).asNormalizedText()).contains("#2", "PASSWORD_NOT_FOUND");
        assertThat(rows.get(1).asNormalizedText()).contains("#1", "ACTIVATED");
        DomElement link = rows.get(0).querySelector("a");
        assertThat(link.getAttribute("href")).endsWith(job.getUrl() + "2/");
        assertThat(page.querySelectorAll(".mysafe-chart rect")).hasSize(2);
        DomElement chart = page.querySelector(".mysafe-chart svg");
        assertThat(chart.getAttribute("role")).isEqualTo("img");
        assertThat(chart.getAttribute("aria-label")).contains("1 succeeded", "1 failed");
        assertThat(page.querySelectorAll(".mysafe-chart script")).isEmpty();
    }

    @Test
    void jobPageSaysThatThereIsNothingYet() throws Exception {
        FreeStyleProject job = freestyle();
        assertThat(page(job.getUrl() + "mysafe/").asNormalizedText()).contains("The job has no builds yet.");
        build(job, Result.SUCCESS);
        assertThat(page(job.getUrl() + "mysafe/").asNormalizedText())
                .contains("None of the builds from #1 to #1 asked to enable a password.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "abc", "-1", "0", "99999999999999999999", "1 OR 1=1", "<script>"})
    void anythingButABuildNumberShowsTheNewest(String newest) throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        build(job, Result.SUCCESS);
        assertThat(activations(job, newest).getNewest()).isEqualTo(1);
    }

    /** A job as it is after years: the same build over and over again. */
    private static FreeStyleProject aged(int builds) throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        FreeStyleBuild first = build(job, Result.SUCCESS);
        File folder = first.getRootDir();
        List<String> files = List.of("build.xml", "mysafe-passwords.log");
        for (int number = 2; number <= builds; number++) {
            Path copy = Files.createDirectory(folder.toPath().resolveSibling(Integer.toString(number)));
            for (String file : files) {
                Files.copy(folder.toPath().resolve(file), copy.resolve(file));
            }
        }
        job.updateNextBuildNumber(builds + 1);
        job.save();
        job.doReload();
        return jenkins.jenkins.getItemByFullName(job.getFullName(), FreeStyleProject.class);
    }

    private static int loaded(FreeStyleProject job) {
        return job.getLazyBuildMixIn().getRunMap().getLoadedBuilds().size();
    }

    @Test
    void jobWithTenThousandBuildsDoesNotLoadThemAll() throws Exception {
        FreeStyleProject job = aged(10_000);
        assertThat(job.getLastBuild().getNumber()).isEqualTo(10_000);

        HtmlPage page = page(job.getUrl() + "mysafe/");

        assertThat(activations(page)).hasSize(50);
        assertThat(activations(page).get(0).asNormalizedText()).contains("#10000");
        // Those on the page, and what Jenkins' own side panel shows.
        assertThat(loaded(job)).isBetween(50, 150);
        String older = page.<DomElement>querySelector("nav a[href*=newest]").getAttribute("href");
        assertThat(older).endsWith("?newest=9950");

        HtmlPage deep = page(job.getUrl() + "mysafe/?newest=5000");

        assertThat(activations(deep).get(0).asNormalizedText()).contains("#5000");
        assertThat(loaded(job)).isBetween(100, 250);
    }

    @Test
    void pagesTogetherShowEveryActivationOnce() throws Exception {
        FreeStyleProject job = aged(130);
        List<String> seen = new ArrayList<>();
        ActivationPage page = activations(job, null);
        page.getRows().forEach(row -> seen.add(row.getBuild()));
        while (page.isMore()) {
            page = activations(job, Integer.toString(page.getNext()));
            page.getRows().forEach(row -> seen.add(row.getBuild()));
        }
        assertThat(seen).hasSize(130).doesNotHaveDuplicates().startsWith("#130").endsWith("#1");
    }
}
