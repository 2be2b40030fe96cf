package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractMySafeStep;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.HeldResponse;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticator;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.SleepBuilder;
import org.springframework.security.core.Authentication;

/** Where what others have made meets ours: copies, names, read-only forms, deletions, builds side by side. */
class CrossingsTest extends SharedJenkins {
    private static EnablePasswordBuilder mapped() {
        EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        builder.setPassOn(new String[] {"UNREACHABLE"});
        return builder;
    }

    @Test
    void copyOfAJobHasTheMappingAndNoRecords() throws Exception {
        FreeStyleProject job = freestyle(mapped());
        run(Result.SUCCESS, job);

        FreeStyleProject copy = (FreeStyleProject) Jenkins.get().copy((TopLevelItem) job, "copy of " + job.getName());

        assertThat(copy.getBuildersList().get(EnablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(mapped());
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.getPage(copy, "mysafe/").asNormalizedText()).doesNotContain("ACTIVATED");
        }
    }

    @Test
    void copyOfAFolderLimitsItsJobsToo() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        MySafeFolderProperty limits = new MySafeFolderProperty();
        limits.setIds("11");
        folder.addProperty(limits);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        job.getBuildersList().add(new EnablePasswordBuilder("10"));

        Folder copy = Jenkins.get().copy(folder, "copy-of-" + folder.getName());

        // Until somebody has saved its form, Jenkins holds a copy's builds off.
        FreeStyleProject copied = jenkins.configRoundtrip((FreeStyleProject) copy.getItem("job"));
        FreeStyleBuild build = run(Result.FAILURE, copied);
        assertThat(log(build)).contains("NOT_PERMITTED");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "prüfung+1", "ação (nova)", "it's a=b"})
    void linksLeadToBuildsOfAJobWhateverItsName(String name) throws Exception {
        FreeStyleProject job = Jenkins.get().createProject(FreeStyleProject.class, name);
        job.getBuildersList().add(new EnablePasswordBuilder("10"));
        run(Result.SUCCESS, job);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = web.getPage(job, "mysafe/");
            HtmlPage build = page.getAnchors().stream()
                    .filter(anchor -> anchor.getHrefAttribute().endsWith("/1/")
                            && anchor.getTextContent().equals("#1")
                            && anchor.getEnclosingElement("table")
                                    .getAttribute("class")
                                    .contains("mysafe"))
                    .findFirst()
                    .orElseThrow()
                    .click();
            assertThat(build.asNormalizedText()).contains("ACTIVATED");
        }
    }

    @Test
    void formThatMayOnlyBeReadCannotBeFilledIn() throws Exception {
        Item.EXTENDED_READ.setEnabled(true);
        Jenkins.SYSTEM_READ.setEnabled(true);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("reader"));
        FreeStyleProject job = freestyle(mapped());
        job.getBuildWrappersList().add(new WithPasswordWrapper("11"));
        try (JenkinsRule.WebClient web =
                jenkins.createWebClient().withJavaScriptEnabled(false).login("reader")) {
            for (HtmlPage page : List.of(web.getPage(job, "configure"), web.goTo("manage/configure"))) {
                List<HtmlSelect> selects = page.getByXPath(
                        "//table[contains(@class, 'mysafe-errors')]//select | //select[@name='_.whenFoundActive']");
                assertThat(selects).isNotEmpty().allMatch(HtmlSelect::isDisabled);
            }
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
            Item.EXTENDED_READ.setEnabled(false);
            Jenkins.SYSTEM_READ.setEnabled(false);
        }
    }

    /** By default the installation's; closing a window of a freestyle build is not its business. */
    @Test
    void formShowsWhatComesOfAnErrorByDefault() throws Exception {
        Controller.mapping(List.of(), List.of("UNREACHABLE"));
        MySafeConfiguration.get().setPassOn(List.of("RATE_LIMITED"));
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        job.getBuildWrappersList().add(new WithPasswordWrapper("11"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            String row = "//table[contains(@class, 'mysafe-errors')]//select[contains(@aria-label, '%s')]/option[1]";
            HtmlPage page = web.getPage(job, "configure");
            assertThat(page.getByXPath(row.formatted("UNREACHABLE")))
                    .extracting(option -> ((DomElement) option).getTextContent())
                    .containsExactly("Default (FAILURE)", "Default (FAILURE)");
            assertThat(page.getByXPath(row.formatted("RATE_LIMITED")))
                    .extracting(option -> ((DomElement) option).getTextContent())
                    .containsExactly("Default (FAILURE)", "Default (PASS)");
            assertThat(List.of(
                            byDefault(EnablePasswordStep.DescriptorImpl.class, "UNREACHABLE"),
                            byDefault(EnablePasswordStep.DescriptorImpl.class, "RATE_LIMITED"),
                            byDefault(WithPasswordStep.DescriptorImpl.class, "UNREACHABLE"),
                            byDefault(WithPasswordStep.DescriptorImpl.class, "RATE_LIMITED")))
                    .containsExactly("FAILURE", "PASS", "FAILURE", "UNSTABLE");
        } finally {
            MySafeConfiguration.get().setPassOn(List.of());
            Controller.mapping(List.of(), List.of());
        }
    }

    private static String byDefault(Class<? extends AbstractMySafeStep.FormDescriptor> step, String error) {
        return jenkins.jenkins.getDescriptorByType(step).errorRows(null).stream()
                .filter(row -> row.getName().equals(error))
                .findFirst()
                .orElseThrow()
                .getDefaultResult();
    }

    @Test
    void jobThatIsDeletedWhileACallWaitsStaysAwayAndIsInTheAudit() throws Exception {
        HeldResponse held = new HeldResponse();
        server.pending(held);
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        job.scheduleBuild2(0).waitForStart();
        held.awaitArrival(1);
        File folder = job.getRootDir();

        job.delete();

        held.awaitDeparture(1);
        jenkins.waitUntilNoActivity();
        assertThat(folder).doesNotExist();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            String audit = web.goTo("manage/mysafe-audit/jsonl", null)
                    .getWebResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
            assertThat(audit.lines().filter(line -> line.contains("\"" + job.getName() + "\"")))
                    .singleElement()
                    .asString()
                    .contains("\"ABORTED\"");
        }
    }

    /** Who stops the first of them must not take the password from the second. */
    @Test
    void buildsSideBySideOfOneJobShareTheWindow() throws Exception {
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());
        FreeStyleProject job = freestyle(new SleepBuilder(60_000));
        job.setConcurrentBuild(true);
        job.getBuildWrappersList().add(new WithPasswordWrapper("10"));
        FreeStyleBuild first = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Sleeping", first);
        FreeStyleBuild second =
                job.scheduleBuild2(0, new Cause.RemoteCause("second", "")).waitForStart();
        jenkins.waitForMessage("Sleeping", second);

        first.doStop();
        jenkins.waitForCompletion(first);
        assertThat(server.requests(SimulatedServer.DISABLE_10)).isEmpty();

        second.doStop();
        jenkins.waitForCompletion(second);
        assertThat(server.requests(SimulatedServer.DISABLE_10)).hasSize(1);
    }

    /** Another plugin's fault is not one of the form. */
    @Test
    void formWhoseJobsAuthenticatorThrowsIsStillThere() throws Exception {
        FreeStyleProject job = freestyle(mapped());
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(new QueueItemAuthenticator() {
            @Override
            public Authentication authenticate2(Queue.Task task) {
                throw new IllegalStateException("of another plugin");
            }
        });
        try {
            EnablePasswordBuilder.DescriptorImpl form =
                    jenkins.jenkins.getDescriptorByType(EnablePasswordBuilder.DescriptorImpl.class);
            assertThat(form.doFillCredentialsIdItems(job, "", "kept"))
                    .extracting(option -> option.value)
                    .contains("kept");
        } finally {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        }
    }

    @Test
    void jobThatIsMovedKeepsWhatItsFormHolds() throws Exception {
        Folder from = jenkins.createProject(Folder.class);
        Folder to = jenkins.createProject(Folder.class);
        FreeStyleProject job = from.createProject(FreeStyleProject.class, "job");
        EnablePasswordBuilder builder = mapped();
        builder.setCredentialsId("of the old folder");
        job.getBuildersList().add(builder);

        FreeStyleProject moved = Items.move(job, to);
        jenkins.configRoundtrip((Item) moved);

        assertThat(moved.getBuildersList().get(EnablePasswordBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(builder);
    }
}
