package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.plugins.promoted_builds.JobPropertyImpl;
import hudson.plugins.promoted_builds.Promotion;
import hudson.plugins.promoted_builds.PromotionProcess;
import hudson.plugins.promoted_builds.conditions.SelfPromotionCondition;
import hudson.tasks.BuildStep;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Promotions of Promoted Builds: builds of a process of a job, which is no folder's item and no item that Jenkins knows by a name. */
class PromotedBuildsNeighbourTest extends SharedJenkins {
    private static PromotionProcess process(FreeStyleProject job, BuildStep... steps) throws Exception {
        JobPropertyImpl promotions = new JobPropertyImpl(job);
        job.addProperty(promotions);
        PromotionProcess process = promotions.addProcess("release");
        process.conditions.add(new SelfPromotionCondition(false));
        for (BuildStep step : steps) {
            process.getBuildSteps().add(step);
        }
        process.save();
        return process;
    }

    /** Builds the job and waits for the promotion of that build, which promotes itself. */
    private static Promotion promote(Result expected, FreeStyleProject job) throws Exception {
        FreeStyleBuild build = run(Result.SUCCESS, job);
        jenkins.waitUntilNoActivity();
        PromotionProcess process = job.getProperty(JobPropertyImpl.class).getItem("release");
        Promotion promotion = process.getLastBuild();
        assertThat(promotion).isNotNull();
        assertThat(promotion.getTargetBuild()).isEqualTo(build);
        return jenkins.assertBuildStatus(expected, promotion);
    }

    private static EnablePasswordBuilder full() {
        EnablePasswordBuilder builder = new EnablePasswordBuilder("${PASSWORD_ID}");
        builder.setServer("main");
        builder.setCredentialsId("credentials-that-are-gone");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        builder.setFailOn(new String[] {"UNAVAILABLE", "UNREACHABLE"});
        builder.setPassOn(new String[] {"RATE_LIMITED"});
        return builder;
    }

    private static WithPasswordWrapper window() {
        WithPasswordWrapper window = new WithPasswordWrapper("10, 11");
        window.setCredentialsId("credentials-that-are-gone");
        window.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        window.setWhenFoundActive("DISABLE");
        return window;
    }

    @Test
    void jobWithAProcessIsOpenedAndSavedWithoutALoss() throws Exception {
        DisablePasswordBuilder disable = new DisablePasswordBuilder("10");
        disable.setPassOn(new String[] {"UNREACHABLE"});
        FreeStyleProject job = freestyle(full());
        process(job, full(), disable).getBuildWrappersList().add(window());

        jenkins.configRoundtrip((Item) job);

        PromotionProcess saved = job.getProperty(JobPropertyImpl.class).getItem("release");
        assertThat(saved.getBuildSteps())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(full(), disable);
        assertThat(saved.getBuildWrappersList().get(WithPasswordWrapper.class))
                .usingRecursiveComparison()
                .isEqualTo(window());
        assertThat(job.getBuildersList().get(EnablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(full());
    }

    @Test
    void promotionIsRecordedAndInTheAudit() throws Exception {
        FreeStyleProject job = freestyle();
        process(job, new EnablePasswordBuilder("10"));

        Promotion promotion = promote(Result.SUCCESS, job);

        assertThat(log(promotion)).contains("activated (ACTIVATED, HTTP 200");
        assertThat(AllRecords.of(promotion))
                .extracting(OperationRecord::id, OperationRecord::outcome)
                .containsExactly(tuple("10", "ACTIVATED"));
        assertThat(audit()).contains("\"" + job.getFullName() + "/promotion/release\"");
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.goTo("manage/mysafe-audit/").asNormalizedText())
                    .contains(job.getFullName() + "/promotion/release", "ACTIVATED");
        }
        assertThat(jenkins.getJSON(promotion.getUrl() + "mysafe/api/json")
                        .getJSONObject()
                        .getInt("total"))
                .isEqualTo(1);
    }

    /** To Promoted Builds, promotions of one number are equal, of whatever job. */
    @Test
    void promotionsOfOneNumberAreBuildsOfTheirOwn() throws Exception {
        for (int i = 0; i < 2; i++) {
            FreeStyleProject job = freestyle();
            process(job, new EnablePasswordBuilder("10"));

            Promotion promotion = promote(Result.SUCCESS, job);

            assertThat(promotion.getNumber()).isEqualTo(1);
            assertThat(AllRecords.of(promotion))
                    .extracting(OperationRecord::number, OperationRecord::outcome)
                    .containsExactly(tuple(1L, "ACTIVATED"));
        }
    }

    @Test
    void pagesOfThePromotionAndOfItsProcessShowWhatItDid() throws Exception {
        FreeStyleProject job = freestyle();
        PromotionProcess process = process(job, new EnablePasswordBuilder("10"));
        Promotion promotion = promote(Result.SUCCESS, job);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.goTo(promotion.getUrl() + "mysafe/").asNormalizedText())
                    .contains("ACTIVATED");
            HtmlPage all = web.goTo(process.getUrl() + "mysafe/");
            assertThat(all.asNormalizedText()).contains("ACTIVATED");
            assertThat(all.getAnchors())
                    .extracting(anchor -> anchor.getHrefAttribute())
                    .anyMatch(link -> link.endsWith(promotion.getUrl()));
        }
    }

    /** The page of what a process did outlives what it promoted, below which the promotions have their pages. */
    @Test
    void pageOfTheProcessLeadsNowhereWhenWhatItPromotedIsDeleted() throws Exception {
        FreeStyleProject job = freestyle();
        PromotionProcess process = process(job, new EnablePasswordBuilder("10"));
        promote(Result.SUCCESS, job).getTargetBuild().delete();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage all = web.goTo(process.getUrl() + "mysafe/");
            assertThat(all.asNormalizedText()).contains("ACTIVATED");
            assertThat(all.getAnchors())
                    .filteredOn(anchor -> anchor.getTextContent().equals("#1"))
                    .isEmpty();
            assertThat(web.goTo("manage/mysafe-audit/").asNormalizedText()).contains(process.getFullName());
        }
    }

    @Test
    void mappingOfTheProcessDecides() throws Exception {
        server.pending(Responses.passwordNotFound());
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        FreeStyleProject job = freestyle();
        process(job, builder);
        jenkins.configRoundtrip((Item) job);

        promote(Result.UNSTABLE, job);
    }

    @Test
    void parametersOfWhatIsPromotedNameThePassword() throws Exception {
        FreeStyleProject job = freestyle();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("PASSWORD_ID", "10")));
        process(job, new EnablePasswordBuilder("${PASSWORD_ID}"));

        promote(Result.SUCCESS, job);

        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
    }

    @Test
    void windowOfAPromotionIsClosed() throws Exception {
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());
        FreeStyleProject job = freestyle();
        process(job).getBuildWrappersList().add(new WithPasswordWrapper("10"));

        Promotion promotion = promote(Result.SUCCESS, job);

        assertThat(AllRecords.of(promotion))
                .extracting(OperationRecord::outcome)
                .containsExactly("ACTIVATED", "DEACTIVATED");
    }

    private static Folder folder() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getProvider() instanceof FolderCredentialsProvider && store.getContext() == folder) {
                store.addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "of-folder", null, Controller.CLIENT_ID, "secret"));
            }
        }
        return folder;
    }

    @Test
    void credentialsOfTheFolderAreThePromotionsToo() throws Exception {
        Folder folder = folder();
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setCredentialsId("of-folder");
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        job.getBuildersList().add(builder);
        process(job, builder);

        Promotion promotion = promote(Result.SUCCESS, job);

        assertThat(AllRecords.of(promotion))
                .extracting(OperationRecord::credentialsId)
                .containsExactly("of-folder");
    }

    @Test
    void limitsOfAFolderHoldInPromotions() throws Exception {
        Folder folder = folder();
        MySafeFolderProperty limits = new MySafeFolderProperty();
        limits.setIds("11");
        folder.addProperty(limits);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        process(job, new EnablePasswordBuilder("10"));

        Promotion promotion = promote(Result.FAILURE, job);

        assertThat(log(promotion)).contains("NOT_PERMITTED");
        assertThat(server.requests()).isEmpty();
    }
}
