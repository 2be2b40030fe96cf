package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordAction;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordRecord;
import io.jenkins.plugins.senhasegura.mysafe.testing.Answers;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Where a build keeps which passwords it asked for. */
class RecordsTest extends SharedJenkins {
    private static final String THREE = """
            for (id in [10, 1004, 10]) { catchError { mysafeEnablePassword id: id } }""";

    private WorkflowRun asked() throws Exception {
        server.answer(
                SimulatedServer.ENABLE_10 + "04",
                Answers.json(400, "{\"code\":400,\"response\":{\"message\":\"1005: <not> \\\"found\\\" & \\u00e9\"}}"));
        return run(Result.FAILURE, THREE);
    }

    private static Path file(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("mysafe-passwords.log");
    }

    private static List<EnablePasswordRecord> passwords(Run<?, ?> run) {
        return run.getAction(EnablePasswordAction.class).getPasswords();
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

    @Test
    void aBuildReadsThemAgain() throws Exception {
        WorkflowRun run = asked();
        assertThat(passwords(reloaded(run)))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(passwords(run))
                .extracting(EnablePasswordRecord::getId, EnablePasswordRecord::getMessage)
                .contains(tuple("1004", "1005: <not> \"found\" & é"))
                .hasSize(3);
    }

    @Test
    void aLineEndInWhatAJobGivesCutsNoneOff() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'no\\r\\n  such'");

        assertThat(passwords(reloaded(run)))
                .singleElement()
                .extracting(EnablePasswordRecord::getCredentialsId)
                .isEqualTo("no\r\n  such");
    }

    @Test
    void noneIsInTheFileThatEachStepWritesAnew() throws Exception {
        WorkflowRun run = asked();
        run.save();
        assertThat(Files.readString(run.getRootDir().toPath().resolve("build.xml")))
                .contains("EnablePasswordAction")
                .doesNotContain("EnablePasswordRecord", "ACTIVATED");
        assertThat(Files.readString(file(run)).trim().lines()).hasSize(3);
    }

    @Test
    void oneThatACrashHasCutOffCostsNoOther() throws Exception {
        WorkflowRun run = asked();
        String all = Files.readString(file(run));
        String last = all.substring(all.lastIndexOf('\n'));
        Files.writeString(file(run), all.substring(0, all.length() - 20) + last);
        assertThat(passwords(reloaded(run)))
                .extracting(EnablePasswordRecord::getId)
                .containsExactly("10", "1004", "10");
        Files.writeString(file(run), all.substring(0, all.length() - 20));
        assertThat(passwords(reloaded(run))).hasSize(2);
    }

    @Test
    void withoutTheFileTheBuildIsStillThere() throws Exception {
        WorkflowRun run = asked();
        Files.delete(file(run));
        assertThat(passwords(reloaded(run))).isEmpty();
    }
}
