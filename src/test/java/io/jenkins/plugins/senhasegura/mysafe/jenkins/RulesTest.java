package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessRule;
import io.jenkins.plugins.senhasegura.mysafe.config.MonitorLookUp;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeMonitor;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServerDescriptor;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may, in a Jenkins: rules of a server, limits of folders, their forms, and what a build says. */
class RulesTest extends SharedJenkins {
    private static final String STEP = "mysafeEnablePassword 10";

    private int folders;

    @AfterEach
    void noServers() {
        Controller.servers();
        MySafeConfiguration.get().setUnstableOn(List.of());
    }

    private static AccessRule rule(String effect, String jobs, String ids) {
        AccessRule rule = new AccessRule(jobs);
        rule.setEffect(effect);
        rule.setIds(ids);
        rule.setOperations("ENABLE");
        return rule;
    }

    private MySafeServer rules(AccessRule... rules) {
        MySafeServer main = Controller.server("main", server.url());
        main.setRules(List.of(rules));
        Controller.servers(main);
        return main;
    }

    private Folder folder() throws Exception {
        return jenkins.createProject(Folder.class, "folder" + ++folders + "-" + System.nanoTime());
    }

    private static WorkflowJob job(Folder folder, String name, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static WorkflowRun build(Result expected, WorkflowJob job) throws Exception {
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private static MySafeFolderProperty limits(String server, String credentialsId, String ids) {
        MySafeFolderProperty limits = new MySafeFolderProperty();
        limits.setServer(server);
        limits.setCredentialsId(credentialsId);
        limits.setIds(ids);
        return limits;
    }

    @Test
    void rulesSurviveFormAndYaml() throws Exception {
        MySafeServer saved = rules(rule("DENY", "app/PR-*", "*"), rule("ALLOW", "app/main, ops/**", "10, 20-29"));

        jenkins.configRoundtrip();

        assertThat(MySafeConfiguration.get().settings().server("main").getRules())
                .isEqualTo(saved.getRules());
        MySafeConfiguration.get().load();
        assertThat(MySafeConfiguration.get().settings().server("main").getRules())
                .isEqualTo(saved.getRules());
        assertThat(Util.toYamlString(Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                        .get("mysafe")))
                .contains("rules:", "effect: \"DENY\"", "jobs: \"app/main, ops/**\"", "ids: \"10, 20-29\"");
    }

    @Test
    void aJobOutsideIsRefusedInPipelineAndFreestyle() throws Exception {
        rules(rule("ALLOW", "secret-project/**", "4711"));
        MySafeConfiguration.get().setUnstableOn(List.of("ACCESS_DENIED", "UNREACHABLE"));

        WorkflowRun run = run(Result.FAILURE, """
                try {
                  mysafeEnablePassword 10
                } catch (e) {
                  echo "caught ${e.outcome} after ${e.attempts} on ${e.server}"
                  throw e
                }
                """);
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));

        assertThat(log(run))
                .contains("caught NOT_PERMITTED after 0 on main", "(NOT_PERMITTED, ")
                .contains("effect: ALLOW, jobs: " + run.getParent().getFullName() + ", ids: 10, operations: ENABLE")
                .doesNotContain("secret-project", "4711", "\tat ");
        assertThat(log(run(Result.FAILURE, job))).contains("(NOT_PERMITTED, ", "jobs: " + job.getFullName());
        assertThat(AllRecords.of(run)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo("NOT_PERMITTED");
            assertThat(record.server()).isEqualTo("main");
        });
        assertThat(server.connections()).isZero();
    }

    @Test
    void aJobCountsByItsNameOfTheMoment() throws Exception {
        Folder team = folder();
        Folder elsewhere = folder();
        rules(rule("ALLOW", team.getFullName() + "/main", "10"));
        WorkflowJob job = job(team, "draft", STEP);
        job.setDisplayName("main");

        build(Result.FAILURE, job);
        job.renameTo("main");
        build(Result.SUCCESS, job);
        WorkflowJob moved = Items.move(job, elsewhere);
        build(Result.FAILURE, moved);

        assertThat(moved.getFullName()).isEqualTo(elsewhere.getFullName() + "/main");
    }

    /** As a multibranch project names them: a slash of the branch's name is stored as %2F. */
    @Test
    void aBranchCountsByTheNameThatJenkinsStores() throws Exception {
        Folder app = folder();
        rules(rule("ALLOW", app.getFullName() + "/feature%2F*", "10"));
        for (String name : List.of("feature%2Flogin", "fix%2Flogin")) {
            WorkflowJob branch = new WorkflowJob(app, name);
            branch.setDefinition(new CpsFlowDefinition(STEP, true));
            app.add(branch, name);
            build(name.startsWith("feature") ? Result.SUCCESS : Result.FAILURE, branch);
        }
    }

    @Test
    void credentialsOfScopeSystemServeWhomTheRulesAllow() throws Exception {
        Controller.credentials(CredentialsScope.SYSTEM, Controller.CREDENTIALS_ID, Controller.SECRET);
        Folder team = folder();
        rules(rule("ALLOW", team.getFullName() + "/**", "10"));

        build(Result.SUCCESS, job(team, "job", STEP));
        run(Result.FAILURE, STEP);
    }

    @Test
    void theMonitorAsksForTheScopeSystem() throws Exception {
        rules(rule("ALLOW", "**", "10"));
        MySafeMonitor monitor = new MySafeMonitor();
        monitor.getProblems();
        MonitorLookUp.await(monitor);
        assertThat(monitor.getProblems())
                .extracting(Object::toString)
                .contains("rulesGlobal at mysafe-1-credentialsId");
    }

    @Test
    void whoMayAnswersByWhichRule() throws Exception {
        Folder team = folder();
        team.addProperty(limits(null, null, "10-12"));
        WorkflowJob job = job(team, "job", STEP);
        rules(rule("DENY", "x", "*"), rule("ALLOW", team.getFullName() + "/**", "10"));
        MySafeServerDescriptor descriptor = jenkins.jenkins.getDescriptorByType(MySafeServerDescriptor.class);

        assertThat(descriptor.doWhoMay("main", job.getFullName(), "10").getMessage())
                .contains("ENABLE: allowed by rule 2", "DISABLE: ", "none of its rules allows it");
        assertThat(descriptor.doWhoMay("main", job.getFullName(), "13").getMessage())
                .contains("the folder " + team.getFullName());
        // Jenkins finds an item whatever the case, a rule does not: what counts is the name that the builds have.
        assertThat(descriptor
                        .doWhoMay("main", job.getFullName().toUpperCase(Locale.ROOT), "10")
                        .getMessage())
                .contains("ENABLE: allowed by rule 2")
                .doesNotContain("There is no job");
        assertThat(descriptor.doWhoMay("main", "gone/job", "10").getMessage()).contains("gone/job");
        assertThat(descriptor.doWhoMay("main", job.getFullName(), "x").kind).isEqualTo(FormValidation.Kind.ERROR);

        rules(new AccessRule("**"));
        assertThat(descriptor.doWhoMay("main", job.getFullName(), "10").getMessage())
                .contains("ENABLE, DISABLE: allowed by rule 1");
    }

    @Test
    void innerFoldersNarrow() throws Exception {
        MySafeServer other = Controller.server("other", server.url());
        Controller.servers(Controller.server("main", "http://localhost:1/"), other);
        Folder outer = folder();
        outer.addProperty(limits("other", null, "10-20"));
        Folder inner = outer.createProject(Folder.class, "inner");
        WorkflowJob job = job(inner, "job", STEP);

        build(Result.SUCCESS, job);
        inner.addProperty(limits(null, null, "20-30"));
        assertThat(log(build(Result.FAILURE, job)))
                .contains("NOT_PERMITTED", "the folder " + inner.getFullName() + " limits its jobs to other ids");
        inner.getProperties().clear();
        inner.addProperty(limits("main", null, null));
        assertThat(log(build(Result.FAILURE, job)))
                .contains("the folder " + outer.getFullName() + " limits its jobs to another server");
        inner.getProperties().clear();
        job.setDefinition(new CpsFlowDefinition("mysafeEnablePassword id: 10, server: 'main'", true));
        assertThat(log(build(Result.FAILURE, job))).contains("NOT_PERMITTED");
    }

    @Test
    void theFoldersCredentialsAreTakenAndNoOthers() throws Exception {
        Controller.credentials(CredentialsScope.GLOBAL, "of-team", Controller.SECRET);
        Folder team = folder();
        team.addProperty(limits(null, "of-team", null));

        assertThat(log(build(Result.SUCCESS, job(team, "default", STEP)))).contains("credentials \"of-team\"");
        WorkflowJob other =
                job(team, "other", "mysafeEnablePassword id: 10, credentialsId: '" + Controller.CREDENTIALS_ID + "'");
        assertThat(log(build(Result.FAILURE, other))).contains("NOT_PERMITTED", "with these credentials");
    }

    @Test
    void aWindowIsClosedAsWhomItWasOpenedWhateverItsFolderNamesByThen() throws Exception {
        TrueState state = new TrueState(server);
        MySafeServer main = rules();
        Controller.credentials(CredentialsScope.GLOBAL, "of-another", Controller.SECRET);
        Folder team = folder();
        WorkflowRun run = job(team, "window", "withMysafePassword(id: 10) { sleep 600 }")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Sleeping for", run);
        team.addProperty(limits("another", "of-another", "11"));
        Controller.servers(Controller.server("another", "http://localhost:1/"), main);
        run.doStop();

        assertThat(log(jenkins.waitForCompletion(run)))
                .contains("the password is disabled")
                .doesNotContain("of-another", "another");
        assertThat(state.active()).isEmpty();
    }

    @Test
    void limitsSurviveTheFoldersForm() throws Exception {
        Folder team = folder();
        MySafeFolderProperty limits = limits("main", Controller.CREDENTIALS_ID, "10, 20-29");
        team.addProperty(limits);
        Folder free = folder();

        Folder saved = jenkins.configRoundtrip(team);
        jenkins.configRoundtrip(free);

        jenkins.assertEqualDataBoundBeans(limits, saved.getProperties().get(MySafeFolderProperty.class));
        assertThat(free.getProperties().get(MySafeFolderProperty.class)).isNull();
        saved.doReload();
        assertThat(jenkins.jenkins
                        .getItemByFullName(saved.getFullName(), Folder.class)
                        .getProperties()
                        .get(MySafeFolderProperty.class)
                        .getIds())
                .isEqualTo("10, 20-29");
    }

    @Test
    void dropDownsShowWhatTheJobMayUse() throws Exception {
        MySafeServer ruled = Controller.server("ruled", server.url());
        ruled.setRules(List.of(rule("ALLOW", "nobody", "10")));
        Controller.servers(
                Controller.server("main", server.url()), Controller.server("free", "http://localhost:1/"), ruled);
        Controller.credentials(CredentialsScope.GLOBAL, "of-team", Controller.SECRET);
        Folder team = folder();
        WorkflowJob job = job(team, "job", STEP);

        assertThat(servers(job)).containsExactly("", "main", "free");
        team.addProperty(limits("free", "of-team", null));
        assertThat(servers(job)).containsExactly("", "free");
        assertThat(values(descriptor().doFillCredentialsIdItems(job, "", ""))).containsExactly("", "of-team");
        assertThat(descriptor().doFillServerItems(job, "").get(0).name).contains("free");
    }

    private static EnablePasswordBuilder.DescriptorImpl descriptor() {
        return jenkins.jenkins.getDescriptorByType(EnablePasswordBuilder.DescriptorImpl.class);
    }

    private static List<String> servers(Item job) {
        return values(descriptor().doFillServerItems(job, ""));
    }

    private static List<String> values(ListBoxModel items) {
        return items.stream().map(item -> item.value).toList();
    }
}
