package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.tasks.LogRotator;
import hudson.util.Secret;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.BuildRecordsAction;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Where a build keeps which operations it asked for. */
class RecordsTest extends SharedJenkins {
    private static final String THREE = """
            for (id in [10, 1004, 10]) { catchError { mysafeEnablePassword id: id } }""";

    private WorkflowRun asked() throws Exception {
        server.response(
                SimulatedServer.ENABLE_10 + "04",
                Responses.json(
                        400, "{\"code\":400,\"response\":{\"message\":\"1005: <not> \\\"found\\\" & \\u00e9\"}}"));
        return run(Result.FAILURE, THREE);
    }

    private static Path file(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("mysafe-operations.jsonl");
    }

    /** The same build as after a restart. */
    private static Run<?, ?> reloaded(WorkflowRun run) throws IOException {
        run.getParent().doReload();
        Run<?, ?> loaded = jenkins.jenkins
                .getItemByFullName(run.getParent().getFullName(), Job.class)
                .getBuildByNumber(run.getNumber());
        assertThat(loaded).isNotSameAs(run);
        return loaded;
    }

    private static String get(Run<?, ?> run, String path) throws Exception {
        return new Web(jenkins).get(Web.ANONYMOUS, run.getUrl() + path).body();
    }

    @Test
    void aBuildReadsThemAgain() throws Exception {
        WorkflowRun run = asked();
        assertThat(AllRecords.of(reloaded(run)))
                .isEqualTo(AllRecords.of(run))
                .extracting(OperationRecord::id, OperationRecord::message)
                .contains(tuple("1004", "1005: <not> \"found\" & é"))
                .hasSize(3);
    }

    @Test
    void noneIsInTheFileThatEachStepWritesAnew() throws Exception {
        WorkflowRun run = asked();
        run.save();
        assertThat(Files.readString(run.getRootDir().toPath().resolve("build.xml")))
                .doesNotContain("senhasegura.mysafe.audit", "ACTIVATED");
        assertThat(Files.readString(file(run)).lines()).hasSize(3);
    }

    @Test
    void oneThatACrashHasCutOffCostsNoOtherAndIsSaid() throws Exception {
        WorkflowRun run = asked();
        String all = Files.readString(file(run));
        Files.writeString(file(run), all.substring(0, all.length() - 20));
        Run<?, ?> loaded = reloaded(run);
        assertThat(AllRecords.of(loaded)).extracting(OperationRecord::id).containsExactly("10", "1004");
        assertThat(get(loaded, "")).contains("This record cannot be read", "mysafe-operations.jsonl");
        assertThat(get(loaded, "api/json")).contains("\"unreadable\":1", "\"total\":3");
    }

    @Test
    void withoutTheFileTheBuildIsStillThere() throws Exception {
        WorkflowRun run = asked();
        Files.delete(file(run));
        Run<?, ?> loaded = reloaded(run);
        assertThat(AllRecords.of(loaded)).isEmpty();
        assertThat(loaded.getAction(BuildRecordsAction.class)).isNull();
        assertThat(get(loaded, "")).doesNotContain("mysafe-operations");
    }

    /** What was to be done a while later by Jenkins' own timer has been done. */
    private static void timerHasCaughtUp() throws Exception {
        Timer.get().schedule(() -> {}, 1500, TimeUnit.MILLISECONDS).get();
    }

    private static Stream<String> folders(Job<?, ?> job) {
        String[] names = job.getBuildDir().list();
        return names == null ? Stream.empty() : Stream.of(names).filter(name -> name.matches("[0-9]+"));
    }

    @Test
    void discardedBuildsStayDiscarded() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        job.setBuildDiscarder(new LogRotator(-1, 1, -1, -1));
        for (int i = 0; i < 12; i++) {
            run(Result.SUCCESS, job);
        }
        // Jenkins does so in the background after each build, and cannot do it twice at a time.
        timerHasCaughtUp();
        job.logRotate();
        timerHasCaughtUp();
        assertThat(folders(job)).containsExactly("12");
    }

    @Test
    void deletedBuildStaysDeletedAndIsNotThatOfALaterJob() throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10");
        String name = job.getName();
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        run.delete();
        timerHasCaughtUp();
        assertThat(folders(job)).isEmpty();
        jenkins.buildAndAssertSuccess(job);
        File builds = job.getBuildDir();
        job.delete();
        timerHasCaughtUp();
        assertThat(builds).doesNotExist();
        TopLevelItem later = jenkins.jenkins.createProject(WorkflowJob.class, name);
        assertThat(((WorkflowJob) later).getLastBuild()).isNull();
    }

    @Test
    void whatCannotStandInXmlIsReplaced() throws Exception {
        WorkflowRun run = run(
                Result.FAILURE,
                "for (id in ['x\\u0001y', 'x\\ud800', 'no\\r\\nsuch']) {"
                        + " catchError { mysafeEnablePassword id: 10, credentialsId: id } }");

        assertThat(AllRecords.of(reloaded(run)))
                .extracting(OperationRecord::credentialsId)
                .containsExactly("not shown, 3 characters", "not shown, 2 characters", "not shown, 8 characters");
        String xml = get(run, "api/xml");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(Files.readString(file(run)).lines()).hasSize(3);
    }

    private static ParametersAction parameter(String secret) {
        return new ParametersAction(new PasswordParameterValue("SECRET", secret));
    }

    @Test
    void passwordParameterIsNotKept() throws Exception {
        String secret = "hunter2-of-alice";
        EnablePasswordBuilder builder = new EnablePasswordBuilder("${SECRET}");
        FreeStyleProject job = freestyle(builder);
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("SECRET", Secret.fromString(secret), null)));

        FreeStyleBuild build = jenkins.assertBuildStatus(
                Result.FAILURE, job.scheduleBuild2(0, new Cause.UserIdCause(), parameter(secret)));

        assertThat(AllRecords.of(build))
                .singleElement()
                .extracting(OperationRecord::id)
                .isEqualTo("not a number, " + secret.length() + " characters");
        assertThat(Files.readString(file(build)) + get(build, "") + get(build, "api/json"))
                .doesNotContain(secret);
    }

    @Test
    void parameterOfAPipelineIsNotKeptAsCredentialsId() throws Exception {
        String secret = "hunter2-of-bob";
        WorkflowJob job =
                Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: \"${params.SECRET}\"");
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("SECRET", Secret.fromString(secret), null)));

        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0, parameter(secret)));

        assertThat(AllRecords.of(run))
                .singleElement()
                .extracting(OperationRecord::credentialsId)
                .isEqualTo("not shown, " + secret.length() + " characters");
        assertThat(Files.readString(file(run)) + get(run, "") + get(run, "api/json"))
                .doesNotContain(secret);
    }

    @Test
    void whatWithCredentialsHasBoundIsNotKept() throws Exception {
        String secret = "hunter2-of-carol";
        Controller.credentials(CredentialsScope.GLOBAL, "bound", secret);

        WorkflowRun run = run(Result.FAILURE, """
                withCredentials([usernamePassword(credentialsId: 'bound', usernameVariable: 'U', passwordVariable: 'P')]) {
                  catchError { mysafeEnablePassword id: 10, credentialsId: P }
                  catchError { mysafeEnablePassword id: 10, server: P }
                  catchError { mysafeEnablePassword id: 10, unstableOn: [P] }
                  catchError { mysafeDisablePassword id: P }
                  try { mysafeDisablePassword id: 10, credentialsId: P } catch (e) { kept = e }
                  sleep time: 1, unit: 'MILLISECONDS'
                }""");

        assertThat(AllRecords.of(run))
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.outcome()).isEqualTo("CONFIGURATION"));
        assertThat(get(run, "") + get(run, "api/json")).doesNotContain(secret);
        // The Pipeline keeps failures and variables, too.
        List<Path> files;
        try (Stream<Path> all = Files.walk(run.getRootDir().toPath())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).contains(file(run)).anyMatch(file -> file.toString().contains("workflow"));
        for (Path file : files) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(secret);
        }
    }

    @Test
    void ordinaryCredentialsIdThatWasNotFoundIsKept() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'no-such.id_1'");
        assertThat(AllRecords.of(run))
                .singleElement()
                .extracting(OperationRecord::credentialsId)
                .isEqualTo("no-such.id_1");
    }
}
