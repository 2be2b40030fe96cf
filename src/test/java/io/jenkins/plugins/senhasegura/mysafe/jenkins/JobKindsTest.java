package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.AbstractItem;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Kinds of jobs that are not one job alone, and what befalls a job while a call of one of its builds waits. */
class JobKindsTest extends SharedJenkins {
    // --- a job that is a group of jobs ---------------------------------------------------------------

    /** As a matrix project: its configurations build under its number, and it does nothing itself. */
    static Group group(String... parts) throws Exception {
        Group group =
                new Group(Jenkins.get(), "group" + Jenkins.get().getItems().size());
        group.onCreatedFromScratch();
        Jenkins.get().putItem(group);
        for (String name : parts) {
            FreeStyleProject part = new FreeStyleProject((ItemGroup<?>) group, name);
            part.onCreatedFromScratch();
            part.getBuildersList().add(new EnablePasswordBuilder("10"));
            group.parts.add(part);
        }
        return group;
    }

    private FreeStyleBuild build(Group group) throws Exception {
        FreeStyleBuild whole = jenkins.buildAndAssertSuccess(group);
        for (FreeStyleProject part : group.getItems()) {
            part.updateNextBuildNumber(whole.getNumber());
            jenkins.buildAndAssertSuccess(part);
        }
        return whole;
    }

    @Test
    void pageOfTheWholeShowsWhatItsPartsHaveDone() throws Exception {
        Group group = group("OS=linux", "OS=windows");
        build(group);
        FreeStyleBuild whole = build(group);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.getPage(whole).asNormalizedText()).contains("OS=linux", "OS=windows", "ACTIVATED");
            String own = web.getPage(whole, "mysafe/").asNormalizedText();
            assertThat(own).contains("OS=linux", "OS=windows", "ACTIVATED");
            assertThat(web.getPage(whole, "mysafe/").getAnchors())
                    .extracting(anchor -> anchor.getHrefAttribute())
                    .anyMatch(link -> link.endsWith("OS=linux/2/"));
            String job = web.getPage(group, "mysafe/").asNormalizedText();
            assertThat(job.split("OS=linux", -1)).hasSize(3);
            assertThat(job.split("OS=windows", -1)).hasSize(3);
            assertThat(web.getPage(group).getAnchors())
                    .extracting(anchor -> anchor.getHrefAttribute())
                    .anyMatch(link -> link.matches(".*/mysafe/?"));
        }
    }

    @Test
    void restOfTheWholeTellsWhatItsPartsHaveDone() throws Exception {
        FreeStyleBuild whole = build(group("OS=linux", "OS=windows"));

        assertRestTellsOfTwo(whole);
    }

    static void assertRestTellsOfTwo(Run<?, ?> whole) throws Exception {
        for (String path : List.of("mysafe/api/json", "api/json?tree=actions[passwords[*],total,unreadable]")) {
            JSONObject all = jenkins.getJSON(whole.getUrl() + path).getJSONObject();
            JSONObject ours = all;
            if (all.has("actions")) {
                JSONArray actions = all.getJSONArray("actions");
                ours = (JSONObject) actions.stream()
                        .filter(action -> ((JSONObject) action).has("passwords"))
                        .findFirst()
                        .orElseThrow();
            }
            assertThat(ours.getJSONArray("passwords").size()).as(path).isEqualTo(2);
            assertThat(ours.getInt("total")).isEqualTo(2);
            assertThat(ours.getInt("unreadable")).isZero();
        }
    }

    @Test
    void auditNamesThePart() throws Exception {
        Group group = group("OS=linux");
        build(group);

        assertThat(audit()).contains("\"" + group.getFullName() + "/OS=linux\"");
    }

    @Test
    void partsWithoutRecordsShowNothing() throws Exception {
        Group group = group("OS=linux");
        group.getItems().iterator().next().getBuildersList().clear();
        FreeStyleBuild whole = build(group);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.getPage(whole).asNormalizedText()).doesNotContain("MySafe");
        }
    }

    // --- what befalls a job while a call waits -------------------------------------------------------

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

    /** A job of jobs, which are no jobs of Jenkins' own, as a matrix project's configurations are not. */
    public static final class Group extends FreeStyleProject implements ItemGroup<FreeStyleProject> {
        private final transient List<FreeStyleProject> parts = new ArrayList<>();

        Group(ItemGroup<?> parent, String name) {
            super(parent, name);
        }

        @Override
        public DescriptorImpl getDescriptor() {
            return Jenkins.get().getDescriptorByType(DescriptorImpl.class);
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal has no type arguments
        protected Class<FreeStyleBuild> getBuildClass() {
            return (Class) Whole.class;
        }

        @Override
        public Collection<FreeStyleProject> getItems() {
            return List.copyOf(parts);
        }

        @Override
        public String getUrlChildPrefix() {
            return ".";
        }

        @Override
        public FreeStyleProject getItem(String name) {
            return parts.stream()
                    .filter(part -> part.getName().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Object getDynamic(String token, StaplerRequest2 req, StaplerResponse2 rsp) {
            FreeStyleProject part = getItem(token);
            return part == null ? super.getDynamic(token, req, rsp) : part;
        }

        @Override
        public File getRootDirFor(FreeStyleProject child) {
            return new File(getRootDir(), "configurations/" + child.getName());
        }

        @Override
        public void onDeleted(FreeStyleProject item) {
            parts.remove(item);
        }
    }

    /** A build of it; Jenkins asks for constructors with the very job. */
    public static final class Whole extends FreeStyleBuild {
        /** A new one. */
        public Whole(Group group) throws IOException {
            super(group);
        }

        /** One that is loaded. */
        public Whole(Group group, File folder) throws IOException {
            super(group, folder);
        }
    }
}
