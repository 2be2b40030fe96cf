package io.jenkins.plugins.senhasegura.mysafe.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/demo} in Central mode: a Jenkinsfile that is executed without a Jenkins, with the plugin's own step. */
class JenkinsfileTest {
    private static Simulator simulator;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Places.ofThisRun(), 0, 0);
    }

    @BeforeEach
    void configure() {
        JenkinsfileBuild.configure(simulator.url());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private Result run(Path jenkinsfile) {
        return new JenkinsfileBuild(new PrintStream(log, true, StandardCharsets.UTF_8)).run(jenkinsfile);
    }

    private Result runSteps(String steps) throws IOException {
        String script = "pipeline {\nagent any\nstages {\nstage('Only') {\nsteps {\n" + steps + "\n}\n}\n}\n}\n";
        return run(Files.writeString(folder.resolve("Jenkinsfile"), script));
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void demosJenkinsfileEndsWell() {
        Result result = run(Places.ofThisRun().jenkinsfile());

        assertThat(result).isEqualTo(Result.SUCCESS);
        assertThat(log().lines())
                .contains(
                        "[Pipeline] { (Enable a password)",
                        "[Pipeline] mysafeEnablePassword",
                        "Password 11: active true, before true, HTTP 200",
                        "Password 12 is active here, and disabled after this block, whatever happens",
                        "Going on without it: PASSWORD_NOT_FOUND, code 1005",
                        "Finished: SUCCESS")
                .anyMatch(line -> line.startsWith(
                        "senhasegura: password 10 on server \"simulator\" with credentials \"mysafe-api\": activated"));
        assertThat(log()).doesNotContain(Simulator.CLIENT_SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysafeEnablePassword 10",
                "mysafeEnablePassword(10L)",
                "mysafeEnablePassword '10'",
                "mysafeEnablePassword \"1${'0'}\"",
                "mysafeEnablePassword id: 10, server: 'simulator', credentialsId: 'mysafe-api'",
                "mysafeEnablePassword id: '10', unstableOn: 'UNREACHABLE', failOn: ['RATE_LIMITED']"
            })
    void identifierBindsAsItWouldInAJenkins(String step) throws IOException {
        assertThat(runSteps(step)).as(log()).isEqualTo(Result.SUCCESS);
        assertThat(log()).contains("password 10 on server");
    }

    @Test
    void failureEndsTheBuildWithoutAStackTrace() throws IOException {
        assertThat(runSteps("mysafeEnablePassword 1005\necho 'not reached'")).isEqualTo(Result.FAILURE);
        assertThat(log()).contains("ERROR: ", "PASSWORD_NOT_FOUND").doesNotContain("not reached", "\tat ");
    }

    @Test
    void unstableGoesOn() throws IOException {
        assertThat(runSteps("mysafeEnablePassword id: 1005, unstableOn: 'PASSWORD_NOT_FOUND'\necho 'reached'"))
                .isEqualTo(Result.UNSTABLE);
        assertThat(log()).contains("reached", "Finished: UNSTABLE");
    }

    @Test
    void windowIsOpenForItsBlockAlone() throws IOException {
        assertThat(runSteps("withMysafePassword(ids: [10, '12']) {\necho 'inside'\n}\necho 'after'"))
                .as(log())
                .isEqualTo(Result.SUCCESS);
        assertThat(log().lines().map(line -> line.replaceAll(": ((de)?activated).*", ": $1")))
                .containsSubsequence(
                        "[Pipeline] withMysafePassword",
                        "[Pipeline] {",
                        "inside",
                        "[Pipeline] }",
                        "[Pipeline] // withMysafePassword",
                        "after");
        assertThat(log().indexOf(": activated (")).isLessThan(log().indexOf("inside"));
        assertThat(log().indexOf(": deactivated (")).isBetween(log().indexOf("inside"), log().indexOf("after"));
    }

    @Test
    void windowIsClosedWhenItsBlockFails() throws IOException {
        assertThat(runSteps("withMysafePassword(id: 10) {\nmysafeEnablePassword 1005\n}\necho 'not reached'"))
                .isEqualTo(Result.FAILURE);
        assertThat(log()).contains("ERROR: ", ": deactivated (").doesNotContain("not reached", "\tat ");
    }

    @Test
    void windowThatCannotBeOpenedRunsNoBlock() throws IOException {
        assertThat(runSteps("withMysafePassword(ids: [10, 1006]) {\necho 'not reached'\n}"))
                .isEqualTo(Result.FAILURE);
        assertThat(log()).contains("ACCESS_DENIED", ": deactivated (").doesNotContain("not reached", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: 10, ids: [10]", "ids: []", "ids: [10, 10]", "id: 10, whenFoundActive: 'x'"})
    void windowThatCannotBeUnderstoodFailsTheBuild(String arguments) throws IOException {
        assertThat(runSteps("withMysafePassword(" + arguments + ") {\necho 'not reached'\n}"))
                .isEqualTo(Result.FAILURE);
        assertThat(log()).contains("CONFIGURATION").doesNotContain("not reached", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10abc", "007", "", "../"})
    void badIdentifierFailsTheBuild(String id) throws IOException {
        assertThat(runSteps("mysafeEnablePassword id: '" + id + "'")).isEqualTo(Result.FAILURE);
        assertThat(log()).contains("CONFIGURATION").doesNotContain("\tat ");
    }

    @Test
    void unknownParameterChangesNothing() throws IOException {
        assertThat(runSteps("mysafeEnablePassword id: 10, url: 'http://elsewhere.example.com/'"))
                .isEqualTo(Result.SUCCESS);
        assertThat(log()).contains("Unknown parameter(s) found").contains("url");
    }

    @Test
    void unknownServerFailsTheBuild() throws IOException {
        assertThat(runSteps("mysafeEnablePassword id: 10, server: 'nowhere'")).isEqualTo(Result.FAILURE);
        assertThat(log()).contains("CONFIGURATION", "nowhere");
    }

    @Test
    void wholeDemoEndsWithStatusZero() {
        assertThat(CentralDemo.run(Places.ofThisRun(), new PrintStream(log, true, StandardCharsets.UTF_8)))
                .isZero();
        assertThat(log()).contains("executed by JenkinsPipelineUnit", "knows no CPS");
    }
}
