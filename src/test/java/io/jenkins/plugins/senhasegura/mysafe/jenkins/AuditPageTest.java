package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.audit.AuditLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeMonitor;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit across jobs, as an auditor finds it. */
class AuditPageTest extends SharedJenkins {
    private static final String PAGE = "manage/mysafe-audit/";

    private static HttpResponse<String> get(String path) throws Exception {
        return new Web(jenkins).get(Web.ANONYMOUS, PAGE + path);
    }

    private static List<JsonNode> records(String query) throws Exception {
        List<JsonNode> records = new ArrayList<>();
        json(get("api/json?" + query).body()).get("records").forEach(records::add);
        return records;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private FreeStyleBuild build(String id, Cause cause) throws Exception {
        server.response(SimulatedServer.ENABLE_10.replaceAll("10$", id), Responses.activated());
        FreeStyleProject job = freestyle(new EnablePasswordBuilder(id));
        return jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0, new CauseAction(cause)));
    }

    @Test
    void buildIsFoundWithItsUserAlsoAfterItAndItsJobWereDeleted() throws Exception {
        FreeStyleBuild build = build("2101", new Cause.UserIdCause("alice"));
        String job = build.getParent().getFullName();
        AuditLog.get().refused(build, Operation.ENABLE, "2101", "main");

        assertThat(get("?id=2101").body())
                .contains(job, "ACTIVATED", "NOT_PERMITTED", build.getUrl() + "\">#1</a>", "/user/alice/\">alice</a>");
        build.delete();
        build.getParent().delete();

        assertThat(get("?id=2101").body())
                .contains(job, "ACTIVATED", "NOT_PERMITTED", "#1", "alice")
                .doesNotContain(build.getUrl());
        List<JsonNode> records = records("id=2101");
        assertThat(records).hasSize(2);
        assertThat(Stream.of("job", "build", "user", "outcome", "server", "credentialsId")
                        .map(field -> records.get(1).get(field).asString()))
                .containsExactly(job, "1", "alice", "ACTIVATED", "main", Controller.CREDENTIALS_ID);
    }

    @Test
    void pipelineIsThereBeforeItsStepIsToldItsEnd() throws Exception {
        server.response(SimulatedServer.ENABLE_10.replaceAll("10$", "2102"), Responses.activated());
        run(Result.SUCCESS, "mysafeEnablePassword id: 2102");
        assertThat(records("id=2102&outcome=ACTIVATED")).hasSize(1);
        assertThat(records("id=2102&outcome=ALREADY_ACTIVE")).isEmpty();
    }

    @Test
    void downloadsHoldTheSameAndNoFormula() throws Exception {
        build("2103", new Evil());
        HttpResponse<String> csv = get("csv?id=2103");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("mysafe-audit.csv");
        assertThat(csv.body().lines()).hasSize(2);
        assertThat(csv.body()).contains(",\"'=cmd\uFFFD\uFFFD<b>Eve</b>\",", "\"2103\"");
        assertThat(get("jsonl?id=2103").body().lines())
                .singleElement()
                .satisfies(line -> assertThat(json(line).get("id").asString()).isEqualTo("2103"));
    }

    /** Whose words are a formula, two lines and HTML. */
    private static final class Evil extends Cause {
        @Override
        public String getShortDescription() {
            return "=cmd\r\n<b>Eve</b>";
        }
    }

    @Test
    void causersNameIsEscapedAndNeverTakenForTheUser() throws Exception {
        build("2104", new Evil());
        assertThat(get("?id=2104").body()).contains("&lt;b>Eve&lt;/b>").doesNotContain("<b>Eve");
        assertThat(records("id=2104"))
                .singleElement()
                .satisfies(record -> assertThat(record.get("user").isNull()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "id=1*, is no identifier",
        "from=yesterday, is no date",
        "outcome=%3Cscript%3E, is no outcome",
        "job=a*, is no name to look for",
        "from=2026-08-02&to=2026-08-01, is not before",
    })
    void filterThatIsNoneIsSaidAndBreaksNothing(String query, String said) throws Exception {
        assertThat(get("?" + query)).satisfies(page -> {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(said).doesNotContain("<script>\"", "Stack trace");
        });
        assertThat(get("api/json?" + query)).satisfies(rest -> {
            assertThat(rest.statusCode()).isEqualTo(400);
            assertThat(json(rest.body()).get("problem").asString()).contains(said);
        });
        for (String download : List.of("csv?", "jsonl?")) {
            assertThat(get(download + query)).satisfies(response -> {
                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(response.body()).contains(said);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "server", "job", "outcome", "from", "to", "before"})
    void htmlInAnyFieldIsEscaped(String field) throws Exception {
        String html = "\"><img src=x>";
        assertThat(get("?" + field + "=" + Web.encode(html)).body()).doesNotContain("<img src=x>");
    }

    @Test
    void megabyteOfQueryBreaksNothing() throws Exception {
        assertThat(get("?id=" + "9".repeat(1 << 20)).statusCode()).isIn(200, 400, 413, 414, 431);
        assertThat(get("").statusCode()).isEqualTo(200);
    }

    @Test
    void restIsAsDocumented() throws Exception {
        build("2105", new Cause.UserIdCause("alice"));
        JsonNode shown = json(Files.readString(Path.of("docs/examples/audit.json")));
        JsonNode is = json(get("api/json?id=2105").body());
        assertThat(names(is)).isEqualTo(names(shown));
        assertThat(names(is.get("records").get(0)))
                .isEqualTo(names(shown.get("records").get(0)));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>(object.propertyNames());
        names.remove("_class");
        return names;
    }

    @Test
    void diskThatFailsCostsTheBuildNothingAndTheMonitorTellsTheGap() throws Exception {
        Path folder = jenkins.jenkins.getRootDir().toPath().resolve("mysafe-audit");
        Path aside = folder.resolveSibling("aside");
        build("2106", new Cause.UserIdCause("alice"));
        Files.move(folder, aside);
        Files.writeString(folder, "in its place");
        try {
            build("2106", new Cause.UserIdCause("alice"));
            assertThat(problems()).contains("auditGapOpen at manage/mysafe-audit/");
        } finally {
            Files.delete(folder);
            Files.move(aside, folder);
        }
        build("2106", new Cause.UserIdCause("alice"));
        assertThat(problems()).contains("auditGap at manage/mysafe-audit/").doesNotContain("auditGapOpen");
        assertThat(records("id=2106")).hasSize(2);
        assertThat(records("outcome=GAP").get(0).get("notKept").asInt()).isEqualTo(1);
    }

    private static List<String> problems() {
        return AdministrativeMonitor.all().get(MySafeMonitor.class).getProblems().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void managePageLeadsToIt() throws Exception {
        assertThat(new Web(jenkins).get(Web.ANONYMOUS, "manage/").body()).contains("mysafe-audit");
        assertThat(ExtensionList.lookupSingleton(AuditLog.class)).isSameAs(AuditLog.get());
    }
}
