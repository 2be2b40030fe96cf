package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.tasks.Builder;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javaposse.jobdsl.plugin.GlobalJobDslSecurityConfiguration;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.SleepBuilder;

/** The build step of freestyle jobs: its form, its runs, its file, its symbol in Job DSL. */
class BuilderTest extends SharedJenkins {
    private static final String REFUSED = """
            {"code":400,"response":{"status":400,"message":"1005: Password not found","error":true,"error_code":1005}}""";

    @BeforeAll
    static void letJobDslRunWithoutApproval() {
        Jenkins.get()
                .getDescriptorByType(GlobalJobDslSecurityConfiguration.class)
                .setUseScriptSecurity(false);
    }

    private static EnablePasswordBuilder builder(
            String id, String server, String credentialsId, String[] unstableOn, String[] failOn) {
        return builder(id, server, credentialsId, unstableOn, failOn, null);
    }

    private static EnablePasswordBuilder builder(
            String id, String server, String credentialsId, String[] unstableOn, String[] failOn, String[] passOn) {
        EnablePasswordBuilder builder = new EnablePasswordBuilder(id);
        builder.setServer(server);
        builder.setCredentialsId(credentialsId);
        builder.setUnstableOn(unstableOn);
        builder.setFailOn(failOn);
        builder.setPassOn(passOn);
        return builder;
    }

    private static String[] names(String... names) {
        return names;
    }

    private static FreeStyleProject job(String xml) throws Exception {
        String project = "<project><builders>" + xml + "</builders></project>";
        String name = jenkins.createFreeStyleProject().getFullName() + "-by-xml";
        return (FreeStyleProject) Jenkins.get()
                .createProjectFromXML(name, new ByteArrayInputStream(project.getBytes(StandardCharsets.UTF_8)));
    }

    private static EnablePasswordBuilder onlyBuilder(FreeStyleProject job) {
        return job.getBuildersList().get(EnablePasswordBuilder.class);
    }

    // --- form --------------------------------------------------------------------------------------

    /** In one form, since a browser takes its time; a server or credentials that are gone stay chosen. */
    @Test
    void formShowsAndSavesThem() throws Exception {
        DisablePasswordBuilder disable = new DisablePasswordBuilder("10");
        disable.setServer("main");
        disable.setFailOn(names("RATE_LIMITED"));
        disable.setPassOn(names("UNREACHABLE"));
        List<Builder> builders = List.of(
                builder("10", null, null, null, null),
                builder("", null, null, null, null),
                builder("${PASSWORD_ID}", "a server that is gone", "credentials-that-are-gone", null, null),
                builder("10", "main", "mysafe-api", null, names("UNREACHABLE")),
                builder("<b>", null, null, names("PASSWORD_NOT_FOUND", "TLS_FAILURE"), names("UNAVAILABLE")),
                builder("10", null, null, null, names("UNAVAILABLE"), names("SERVER_ERROR", "UNREACHABLE")),
                disable);
        FreeStyleProject job = freestyle(builders.toArray(Builder[]::new));

        jenkins.configRoundtrip((Item) job);

        assertThat(job.getBuildersList().toList())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(builders);
    }

    // --- runs --------------------------------------------------------------------------------------

    @Test
    void successLeavesTheBuildASuccess() throws Exception {
        FreeStyleBuild build = run(Result.SUCCESS, freestyle(new EnablePasswordBuilder("10")));

        assertThat(log(build))
                .contains(
                        "senhasegura: password 10 on server \"main\" with credentials \"mysafe-api\": activated (ACTIVATED, HTTP 200, 1 attempt");
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @Test
    void refusalFailsTheBuildAndWhatFollowsDoesNotRun() throws Exception {
        server.pending(Responses.json(400, REFUSED));

        FreeStyleBuild build =
                run(Result.FAILURE, freestyle(new EnablePasswordBuilder("10"), new MockBuilder(Result.SUCCESS)));

        assertThat(log(build))
                .contains("1005: Password not found", "Possible cause: ", "What to do: ", "This fails the build.")
                .doesNotContain("Simulating a specific result code")
                .doesNotContain("\tat ");
    }

    @Test
    void passingTroubleMarksTheBuildUnstableAndWhatFollowsRuns() throws Exception {
        server.pending(Responses.json(503, "{}", "Retry-After: 0"));

        FreeStyleBuild build =
                run(Result.UNSTABLE, freestyle(new EnablePasswordBuilder("10"), new EnablePasswordBuilder("10")));

        assertThat(log(build))
                .contains("UNAVAILABLE, HTTP 503, API call, 3 attempts", "This marks the build as unstable.");
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(6);
    }

    @Test
    void passedErrorIsLoggedAndRecordedAndLeavesTheBuildAsItIs() throws Exception {
        server.pending(Responses.json(400, REFUSED));

        FreeStyleBuild build =
                run(Result.SUCCESS, freestyle(builder("10", null, null, null, null, names("PASSWORD_NOT_FOUND"))));

        assertThat(log(build)).contains("(PASSWORD_NOT_FOUND, HTTP 400", "This leaves the build as it is.");
        assertThat(AllRecords.of(build))
                .singleElement()
                .extracting(OperationRecord::outcome, OperationRecord::result)
                .containsExactly("PASSWORD_NOT_FOUND", "SUCCESS");
    }

    @Test
    void passwordIsDisabled() throws Exception {
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());

        FreeStyleBuild build = run(Result.SUCCESS, freestyle(new DisablePasswordBuilder("10")));

        assertThat(log(build)).contains("deactivated (DEACTIVATED, HTTP 200, 1 attempt");
        assertThat(server.requests(SimulatedServer.DISABLE_10)).hasSize(1);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).isEmpty();
    }

    @Test
    void worseResultOfAnEarlierStepStays() throws Exception {
        server.pending(Responses.json(503, "{}", "Retry-After: 0"));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"), new FailureBuilder());

        run(Result.FAILURE, job);
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD_NOT_FOUND, , , UNSTABLE",
        ", PASSWORD_NOT_FOUND, , FAILURE",
        ", , PASSWORD_NOT_FOUND, SUCCESS",
        "BAD_REQUEST, , , FAILURE"
    })
    void mappingOfTheStepDecides(String unstableOn, String failOn, String passOn, String result) throws Exception {
        server.pending(Responses.json(400, REFUSED));

        run(
                Result.fromString(result),
                freestyle(builder(
                        "10",
                        null,
                        null,
                        unstableOn == null ? null : names(unstableOn),
                        failOn == null ? null : names(failOn),
                        passOn == null ? null : names(passOn))));
    }

    @Test
    void installationsMappingDecidesWhereTheStepIsSilent() throws Exception {
        server.pending(Responses.json(400, REFUSED));
        Controller.mapping(List.of("PASSWORD_NOT_FOUND"), List.of());
        try {
            run(Result.UNSTABLE, freestyle(new EnablePasswordBuilder("10")));
        } finally {
            Controller.mapping(List.of(), List.of());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "${ID},         10",
        "$ID,           10",
        "1${ZERO},      0",
        "${ONE}${ZERO}, 0",
        "' ${ID} ',     10",
        "${ID},         ' 10 '",
    })
    void parametersOfTheBuildAreExpanded(String id, String value) throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder(id));
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("ID", "1"),
                new StringParameterDefinition("ONE", "1"),
                new StringParameterDefinition("ZERO", "1")));

        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(
                0,
                new ParametersAction(
                        new StringParameterValue("ID", value),
                        new StringParameterValue("ONE", "1"),
                        new StringParameterValue("ZERO", value))));

        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NOWHERE}", "$", "ten", "0", "10/../11", "10?x=y", "10 11", "<b>10</b>", ""})
    void idThatIsNoneFailsTheBuildAndNothingIsSent(String id) throws Exception {
        FreeStyleBuild build = run(Result.FAILURE, freestyle(new EnablePasswordBuilder(id)));

        assertThat(log(build)).contains("(CONFIGURATION, ", "id: ").doesNotContain("\tat ");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10/../11", "%31%30", "10#", "٣"})
    void valueOfAParameterCannotBeMoreThanAnId(String value) throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("${ID}"));
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("ID", value)));

        run(Result.FAILURE, job);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void abortEndsTheBuildAndTheRequest() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"), new SleepBuilder(60_000));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        held.awaitArrival(1);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        held.awaitDeparture(1);
    }

    @Test
    void isNotASecondStepOfPipeline() {
        assertThat(SimpleBuildStep.class.isAssignableFrom(EnablePasswordBuilder.class))
                .isFalse();
        assertThat(SimpleBuildStep.class.isAssignableFrom(DisablePasswordBuilder.class))
                .isFalse();
    }

    // --- file --------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder><id>10</id>"
                        + "</io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>",
                "<io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder plugin=\"senhasegura-mysafe@1.0\"><id>10</id>"
                        + "<unstableOn/><failOn></failOn><server></server><credentialsId/>"
                        + "</io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>",
                "<io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder><id> 10 </id><server>main</server>"
                        + "<credentialsId>mysafe-api</credentialsId>"
                        + "<unstableOn><string>SERVER_ERROR</string></unstableOn>"
                        + "<failOn><string>UNREACHABLE</string><string>UNAVAILABLE</string></failOn>"
                        + "</io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>",
                "<io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder><id>10</id>"
                        + "<url>http://localhost:1/</url><ofTheFuture>1</ofTheFuture>"
                        + "</io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>",
            })
    void jobWrittenByHandOrByAnotherVersionRuns(String xml) throws Exception {
        run(Result.SUCCESS, job(xml));

        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder/>",
                "<io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder><server>main</server>"
                        + "</io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>",
            })
    void jobWrittenByHandWithoutAnIdFailsWithOurMessage(String xml) throws Exception {
        FreeStyleBuild build = run(Result.FAILURE, job(xml));

        assertThat(log(build)).contains("id: is missing. Give the identifier").doesNotContain("\tat ");
    }

    @Test
    void fileHoldsWhatWasSetAndNothingElse() throws Exception {
        FreeStyleProject minimal = freestyle(new EnablePasswordBuilder("10"));
        FreeStyleProject full = freestyle(
                builder("${ID}", "main", "mysafe-api", names("SERVER_ERROR"), names("UNREACHABLE", "UNAVAILABLE")));

        assertThat(minimal.getConfigFile().asString()).containsPattern("""
                EnablePasswordBuilder( plugin="[^"]*")?>
                      <id>10</id>
                    </io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>""");
        assertThat(full.getConfigFile().asString()).containsPattern("""
                EnablePasswordBuilder( plugin="[^"]*")?>
                      <id>\\$\\{ID}</id>
                      <server>main</server>
                      <credentialsId>mysafe-api</credentialsId>
                      <unstableOn>
                        <string>SERVER_ERROR</string>
                      </unstableOn>
                      <failOn>
                        <string>UNREACHABLE</string>
                        <string>UNAVAILABLE</string>
                      </failOn>
                    </io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>""");
    }

    // --- Job DSL -----------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "id('10')                                                     | null | null       | null | null | null",
                "id('10'); server('main'); credentialsId('mysafe-api')        | main | mysafe-api | null | null | null",
                "id('10'); unstableOn(['SERVER_ERROR', 'BAD_REQUEST'])        | null | null | SERVER_ERROR,BAD_REQUEST | null | null",
                "id('10'); unstableOn(['SERVER_ERROR']); failOn(['UNREACHABLE']) | null | null | SERVER_ERROR | UNREACHABLE | null",
                "id('10'); passOn(['RATE_LIMITED'])                           | null | null | null | null | RATE_LIMITED",
            })
    void jobDslMakesItByItsSymbol(
            String block, String serverName, String credentialsId, String unstableOn, String failOn, String passOn)
            throws Exception {
        String name = "by-dsl-" + Math.abs(block.hashCode());
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText("freeStyleJob('" + name + "') { steps { mysafeEnablePassword { " + block + " } } }");
        run(Result.SUCCESS, freestyle(dsl));
        FreeStyleProject job = Jenkins.get().getItemByFullName(name, FreeStyleProject.class);

        EnablePasswordBuilder builder = onlyBuilder(job);
        run(Result.SUCCESS, job);

        assertThat(builder)
                .usingRecursiveComparison()
                .isEqualTo(builder(
                        "10",
                        serverName,
                        credentialsId,
                        unstableOn == null ? null : unstableOn.split(","),
                        failOn == null ? null : failOn.split(","),
                        passOn == null ? null : passOn.split(",")));
    }

    @Test
    void jobDslMakesTheOtherOneByItsSymbol() throws Exception {
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText("freeStyleJob('disable-by-dsl') { steps { mysafeDisablePassword { id('10') } } }");
        run(Result.SUCCESS, freestyle(dsl));
        FreeStyleProject job = Jenkins.get().getItemByFullName("disable-by-dsl", FreeStyleProject.class);

        assertThat(job.getBuildersList().get(DisablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(new DisablePasswordBuilder("10"));
    }

    /** Its types are those of the class: an id is a text, and a list is a list. What is refused is named, with its value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id('10'); url('http://x/')           | url        | url",
                "id(10)                               | .id()      | [10]",
                "id('10'); unstableOn('SERVER_ERROR') | unstableOn() | [SERVER_ERROR]",
                "id('10'); passOn('SERVER_ERROR')     | passOn()   | [SERVER_ERROR]",
            })
    void jobDslSaysWhatItDoesNotTake(String block, String option, String value) throws Exception {
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText("freeStyleJob('refused') { steps { mysafeEnablePassword { " + block + " } } }");

        FreeStyleBuild build = run(Result.FAILURE, freestyle(dsl));

        assertThat(log(build)).contains(option, value);
        assertThat(Jenkins.get().getItem("refused")).isNull();
    }
}
