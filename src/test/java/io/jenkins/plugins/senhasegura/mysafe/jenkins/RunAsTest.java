package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticator;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.springframework.security.core.Authentication;

/**
 * Where builds run as a user, forms offer what their builds find, and say so of what they do not. An authenticator of our own
 * stands for Authorize Project's.
 */
class RunAsTest extends SharedJenkins {
    private static final List<String> ALL = List.of("mysafe-api", "of-folder", "of-alice", "of-jenkins");

    /** Who starts a build without being a user. */
    static final Cause NOBODY = new Cause.RemoteCause("elsewhere", "");

    private Folder folder;
    WorkflowJob pipeline;
    FreeStyleProject freestyle;

    @BeforeAll
    static void secure() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        CredentialsProvider.USE_ITEM.setEnabled(true);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .to("alice", "bob")
                .grant(CredentialsProvider.USE_OWN, CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("alice"));
        try (ACLContext as = ACL.as2(User.getById("alice", true).impersonate2())) {
            CredentialsProvider.lookupStores(User.getById("alice", true))
                    .iterator()
                    .next()
                    .addCredentials(Domain.global(), credentials(CredentialsScope.USER, "of-alice"));
        }
    }

    @BeforeEach
    void jobs() throws Exception {
        Controller.credentials(CredentialsScope.SYSTEM, "of-jenkins", "secret");
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());
        folder = jenkins.createProject(Folder.class);
        store(folder).addCredentials(Domain.global(), credentials(CredentialsScope.GLOBAL, "of-folder"));
        pipeline = folder.createProject(WorkflowJob.class, "pipeline");
        freestyle = folder.createProject(FreeStyleProject.class, "freestyle");
    }

    @AfterEach
    void forget() {
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    private static UsernamePasswordCredentialsImpl credentials(CredentialsScope scope, String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(scope, id, null, Controller.CLIENT_ID, "secret");
    }

    private static CredentialsStore store(Folder of) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(of)) {
            if (store.getProvider() instanceof FolderCredentialsProvider && store.getContext() == of) {
                return store;
            }
        }
        throw new AssertionError("no store");
    }

    /** Lets the builds of both jobs run as this user. */
    void runAs(String user) throws Exception {
        if (!user.equals("SYSTEM")) {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(new As(user));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM, of-folder mysafe-api",
        "alice,  of-alice of-folder mysafe-api",
        "bob,    ''",
    })
    void formsOfAJobOfferWhatItsBuildsFindAndSaySoOfWhatTheyDoNot(String user, String expected) throws Exception {
        runAs(user);
        assertFormsAndBuildsAgree(expected, NOBODY);
    }

    void assertFormsAndBuildsAgree(String expected, Cause cause) throws Exception {
        Set<String> found = new TreeSet<>(List.of(expected.split(" ")));
        found.remove("");

        EnablePasswordStep.DescriptorImpl step = descriptor(EnablePasswordStep.DescriptorImpl.class);
        WithPasswordStep.DescriptorImpl window = descriptor(WithPasswordStep.DescriptorImpl.class);
        EnablePasswordBuilder.DescriptorImpl builder = descriptor(EnablePasswordBuilder.DescriptorImpl.class);
        WithPasswordWrapper.DescriptorImpl wrapper = descriptor(WithPasswordWrapper.DescriptorImpl.class);
        try (ACLContext as = ACL.as2(User.getById("admin", true).impersonate2())) {
            assertThat(ids(step.doFillCredentialsIdItems(pipeline, "", ""))).isEqualTo(found);
            assertThat(ids(window.doFillCredentialsIdItems(pipeline, "", ""))).isEqualTo(found);
            assertThat(ids(builder.doFillCredentialsIdItems(freestyle, "", ""))).isEqualTo(found);
            assertThat(ids(wrapper.doFillCredentialsIdItems(freestyle, "", ""))).isEqualTo(found);
            for (String id : ALL) {
                FormValidation.Kind kind = found.contains(id) ? FormValidation.Kind.OK : FormValidation.Kind.WARNING;
                assertThat(step.doCheckCredentialsId(pipeline, id, "").kind).isEqualTo(kind);
                assertThat(window.doCheckCredentialsId(pipeline, id, "").kind).isEqualTo(kind);
                assertThat(builder.doCheckCredentialsId(freestyle, id, "").kind).isEqualTo(kind);
                assertThat(wrapper.doCheckCredentialsId(freestyle, id, "").kind).isEqualTo(kind);
            }
        }
        for (String id : ALL) {
            Result result = found.contains(id) ? Result.SUCCESS : Result.FAILURE;
            pipeline.setDefinition(
                    new CpsFlowDefinition("mysafeEnablePassword id: 10, credentialsId: '" + id + "'", true));
            assertResult(
                    result, id, jenkins.assertBuildStatus(result, pipeline.scheduleBuild2(0, new CauseAction(cause))));
            EnablePasswordBuilder enable = new EnablePasswordBuilder("10");
            enable.setCredentialsId(id);
            freestyle.getBuildersList().replace(enable);
            assertResult(result, id, jenkins.assertBuildStatus(result, freestyle.scheduleBuild2(0, cause)));
            WithPasswordWrapper around = new WithPasswordWrapper("10");
            around.setCredentialsId(id);
            freestyle.getBuildersList().clear();
            freestyle.getBuildWrappersList().replace(around);
            assertResult(result, id, jenkins.assertBuildStatus(result, freestyle.scheduleBuild2(0, cause)));
            freestyle.getBuildWrappersList().clear();
        }
    }

    private static void assertResult(Result result, String id, Run<?, ?> run) throws Exception {
        if (result == Result.FAILURE) {
            assertThat(log(run)).contains("credentialsId: \"" + id + "\" was not found for ");
        }
    }

    /** Whose builds they are is not known of a folder: it offers what is its own and Jenkins'. */
    @ParameterizedTest
    @CsvSource({"SYSTEM", "alice", "bob"})
    void formOfAFolderOffersTheFoldersAndTheGlobalOnes(String user) throws Exception {
        runAs(user);
        MySafeFolderProperty.DescriptorImpl limits = descriptor(MySafeFolderProperty.DescriptorImpl.class);
        EnablePasswordStep.DescriptorImpl step = descriptor(EnablePasswordStep.DescriptorImpl.class);
        try (ACLContext as = ACL.as2(User.getById("admin", true).impersonate2())) {
            assertThat(ids(limits.doFillCredentialsIdItems(folder, "", ""))).containsExactly("mysafe-api", "of-folder");
            assertThat(limits.doCheckCredentialsId(folder, "of-folder", "").kind)
                    .isEqualTo(FormValidation.Kind.OK);
            assertThat(limits.doCheckCredentialsId(folder, "of-jenkins", "").getMessage())
                    .contains("of-jenkins")
                    .doesNotContain("this job");
            // The Snippet Generator of the folder.
            assertThat(ids(step.doFillCredentialsIdItems(folder, "", ""))).containsExactly("mysafe-api", "of-folder");
        }
    }

    private static <D> D descriptor(Class<D> type) {
        return Jenkins.get().getExtensionList(type).get(0);
    }

    private static Set<String> ids(ListBoxModel list) {
        return list.stream()
                .map(option -> option.value)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Lets every build run as this user, as Authorize Project does by a setting of the job. */
    private static final class As extends QueueItemAuthenticator {
        private final String user;

        As(String user) {
            this.user = user;
        }

        @Override
        public Authentication authenticate2(Queue.Task task) {
            return User.getById(user, true).impersonate2();
        }
    }
}
