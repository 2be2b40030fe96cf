package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.AbstractItem;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import java.io.File;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;

/** What befalls a job, of either kind, while a call of one of its builds waits. */
class JobKindsTest extends SharedJenkins {
    private static String audit() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return web.goTo("manage/mysafe-audit/jsonl", null)
                    .getWebResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
        }
    }

    private static Job<?, ?> job(String kind, Folder folder) throws Exception {
        if (kind.equals("pipeline")) {
            WorkflowJob job = folder.createProject(WorkflowJob.class, "before");
            job.setDefinition(new CpsFlowDefinition("mysafeEnablePassword 10", true));
            return job;
        }
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "before");
        job.getBuildersList().add(new EnablePasswordBuilder("10"));
        return job;
    }

    @ParameterizedTest
    @CsvSource({
        "pipeline,  renamed",
        "freestyle, renamed",
        "pipeline,  moved",
        "freestyle, moved",
        "pipeline,  folder renamed",
        "freestyle, folder renamed",
        "pipeline,  disabled",
        "freestyle, disabled",
    })
    void nothingIsLostOfACallWhoseJobIsMeanwhile(String kind, String changed) throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        Folder elsewhere = jenkins.createProject(Folder.class);
        Job<?, ?> job = job(kind, folder);
        HeldResponse held = new HeldResponse();
        server.pending(held);
        Run<?, ?> run = (Run<?, ?>) ((ParameterizedJob<?, ?>) job)
                .scheduleBuild2(0)
                .getStartCondition()
                .get();
        held.awaitArrival(1);

        switch (changed) {
            case "renamed" -> job.renameTo("after");
            case "moved" -> move(job, elsewhere);
            case "folder renamed" -> folder.renameTo("new-" + folder.getName());
            default -> ((ParameterizedJob<?, ?>) job).makeDisabled(true);
        }
        held.answerAll(Responses.activated());

        Job<?, ?> after = (Job<?, ?>) Jenkins.get()
                .getAllItems(Job.class, item -> item.getFullName().equals(job.getFullName()))
                .iterator()
                .next();
        Run<?, ?> build = after.getBuildByNumber(run.getNumber());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(log(build)).contains("activated (ACTIVATED, HTTP 200");
        assertThat(AllRecords.of(build)).extracting(OperationRecord::outcome).containsExactly("ACTIVATED");
        assertThat(new File(after.getBuildDir(), "1/mysafe-operations.jsonl")).exists();
        assertThat(audit()).contains("\"" + after.getFullName() + "\"");
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.getPage(build).asNormalizedText()).contains("ACTIVATED");
            assertThat(web.getPage(after, "mysafe/").asNormalizedText()).contains("ACTIVATED");
        }
    }

    @SuppressWarnings("unchecked") // both kinds of jobs are such items
    private static <I extends AbstractItem & TopLevelItem> void move(Job<?, ?> job, Folder to) throws Exception {
        Items.move((I) (AbstractItem) job, to);
    }
}
