package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.TimeZoneProperty;
import hudson.model.User;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobRecordPage;
import io.jenkins.plugins.senhasegura.mysafe.audit.JobRecordsAction;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static List<HtmlTableRow> rows(HtmlPage page) {
        HtmlTable table = page.querySelector("table.mysafe-operations");
        return table.getBodies().get(0).getRows();
    }

    private static JobRecordPage operations(Job<?, ?> job, String newest, String before) {
        return job.getAction(JobRecordsAction.class).page(newest, before);
    }

    private static FreeStyleBuild build(FreeStyleProject job, Result expected) throws Exception {
        FreeStyleBuild build = run(expected, job);
        build.save();
        return build;
    }

    @Test
    void buildPageListsEachPasswordWithServerCredentialsAndCause() throws Exception {
        server.response(SimulatedServer.ENABLE_10 + "04", Responses.json(400, NOT_FOUND));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"), new EnablePasswordBuilder("1004"));
        FreeStyleBuild build = build(job, Result.FAILURE);

        HtmlPage page = page(build.getUrl());

        List<HtmlTableRow> rows = rows(page);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).asNormalizedText())
                .contains("10", "ACTIVATED", "activated", "main", Controller.CREDENTIALS_ID);
        assertThat(rows.get(1).asNormalizedText()).contains("1004", "PASSWORD_NOT_FOUND", "not found");
        DomNode summary = page.querySelector(".mysafe");
        assertThat(summary.asNormalizedText())
                .contains(build.getCauses().get(0).getShortDescription().replaceAll("\\s+", " "))
                .doesNotContain(Controller.SECRET);
        assertThat(page.querySelectorAll("table.mysafe-operations th[scope=col]"))
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
        server.pending(Responses.activated(), Responses.json(400, NOT_FOUND));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        build(job, Result.SUCCESS);
        build(job, Result.FAILURE);

        HtmlPage page = page(job.getUrl() + "mysafe/");

        List<HtmlTableRow> rows = rows(page);
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
                .contains("None of the builds from #1 to #1 asked to enable or disable a password.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "abc", "-1", "0", "99999999999999999999", "1 OR 1=1", "<script>"})
    void anythingButABuildNumberShowsTheNewest(String newest) throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        build(job, Result.SUCCESS);
        assertThat(operations(job, newest, newest).getNewest()).isEqualTo(1);
    }

    /** A job as it is after years: the same build over and over again. */
    private static FreeStyleProject aged(int builds) throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        FreeStyleBuild first = build(job, Result.SUCCESS);
        File folder = first.getRootDir();
        List<String> files = List.of("build.xml", "mysafe-operations.jsonl");
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

        assertThat(rows(page)).hasSize(50);
        assertThat(rows(page).get(0).asNormalizedText()).contains("#10000");
        // Those on the page, and what Jenkins' own side panel shows.
        assertThat(loaded(job)).isBetween(50, 150);
        String older = page.<DomElement>querySelector("nav a[href*=newest]").getAttribute("href");
        assertThat(older).endsWith("?newest=9950");

        HtmlPage deep = page(job.getUrl() + "mysafe/?newest=5000");

        assertThat(rows(deep).get(0).asNormalizedText()).contains("#5000");
        assertThat(loaded(job)).isBetween(100, 250);
    }

    @Test
    void pagesTogetherShowEveryActivationOnce() throws Exception {
        FreeStyleProject job = aged(130);
        List<String> seen = new ArrayList<>();
        for (String[] at = {null, null}; at != null; ) {
            JobRecordPage page = operations(job, at[0], at[1]);
            page.getRows().forEach(row -> seen.add(row.getBuild()));
            at = page.getNext() == null ? null : new String[] {page.getNext().replace("newest=", ""), null};
        }
        assertThat(seen).hasSize(130).doesNotHaveDuplicates().startsWith("#130").endsWith("#1");
    }

    private static OperationRecord record(int id, String outcome, String result) {
        return OperationRecord.of(Map.of(
                "id", Integer.toString(id), "outcome", outcome, "result", result, "time", System.currentTimeMillis()));
    }

    private static HtmlPage older(HtmlPage page) throws Exception {
        String link = page.<DomElement>querySelector("nav a[href*=before]").getAttribute("href");
        return page(link.substring(link.indexOf("job/")));
    }

    @Test
    void buildWithManyIsShownInPages() throws Exception {
        FreeStyleProject job = freestyle();
        FreeStyleBuild build = build(job, Result.SUCCESS);
        BuildRecords records = BuildRecords.of(build);
        for (int id = 1; id <= BuildRecords.MOST + 5; id++) {
            records.add(record(id, "ACTIVATED", "SUCCESS"));
        }

        HtmlPage summary = page(build.getUrl());
        HtmlPage newest = page(build.getUrl() + "mysafe/");
        HtmlPage older = older(newest);
        HtmlPage ofJob = page(job.getUrl() + "mysafe/");
        HtmlPage olderOfJob = older(ofJob);

        assertThat(rows(summary)).hasSize(50);
        assertThat(rows(summary).get(49).asNormalizedText()).contains("10000");
        assertThat(summary.querySelector(".mysafe").asNormalizedText()).contains("The last 50 of 10,005.");
        assertThat(newest.asNormalizedText()).contains("10,005, the newest first", "The last 5 were only counted");
        assertThat(rows(newest).get(0).asNormalizedText()).contains("10000");
        assertThat(rows(older).get(0).asNormalizedText()).contains("9950");
        assertThat(rows(ofJob)).hasSize(50);
        assertThat(ofJob.querySelectorAll(".mysafe-chart rect")).hasSize(50);
        assertThat(rows(olderOfJob).get(0).asNormalizedText()).contains("9950");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            String all = web.goTo(job.getUrl() + "api/json?depth=1", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            // Other plugins have something to say of a build, too.
            JsonNode ours = JsonMapper.shared().readTree(all).findParent("passwords");
            assertThat(ours.get("total").asLong()).isEqualTo(10_005);
            assertThat(ours.get("passwords").size()).isEqualTo(50);
            assertThat(ours.toString()).hasSizeLessThan(16_500);
            String part = web.goTo(build.getUrl() + "mysafe/api/json?before=1000", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            JsonNode passwords = JsonMapper.shared().readTree(part).get("passwords");
            assertThat(passwords.get(0).get("id").asString()).isEqualTo("1");
            assertThat(passwords.size()).isBetween(2, 20);
        }
    }

    /** The end itself comes from the call that was stopped. */
    @Test
    void stoppedOneIsShown() throws Exception {
        FreeStyleProject job = freestyle();
        FreeStyleBuild build = build(job, Result.SUCCESS);
        BuildRecords.of(build).add(record(10, "ABORTED", "ABORTED"));

        assertThat(rows(page(build.getUrl())).get(0).asNormalizedText()).contains("10", "ABORTED");
        assertThat(page(job.getUrl() + "mysafe/").asNormalizedText()).contains("1 stopped");
    }

    @Test
    void jobPageShowsTheNumberAndBesideItTheName() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        FreeStyleBuild build = build(job, Result.SUCCESS);
        build.setDisplayName("#99 <b>release</b>");

        assertThat(rows(page(job.getUrl() + "mysafe/")).get(0).asNormalizedText())
                .contains("#1 #99 <b>release</b>");
    }

    @Test
    void timesAreInTheZoneOfWhoLooksAtThem() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        FreeStyleBuild build = build(job, Result.SUCCESS);
        SecurityRealm before = jenkins.jenkins.getSecurityRealm();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        User.getById("alice", true).addProperty(new TimeZoneProperty("Asia/Kathmandu"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("alice")) {
            for (String path : List.of(build.getUrl(), build.getUrl() + "mysafe/", job.getUrl() + "mysafe/")) {
                DomElement time = web.goTo(path).querySelector(".mysafe time");
                assertThat(time.getTextContent()).containsPattern("NPT|\\+0?5:45");
                assertThat(time.getAttribute("datetime")).endsWith("Z");
            }
        } finally {
            jenkins.jenkins.setSecurityRealm(before);
        }
    }
}
