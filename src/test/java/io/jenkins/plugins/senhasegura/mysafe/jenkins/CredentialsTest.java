package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.DomainSpecification;
import com.cloudbees.plugins.credentials.domains.HostnamePortSpecification;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.domains.SchemeSpecification;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.queue.QueueTaskFuture;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServerDescriptor;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/** Where the client credentials come from, who may use them, and that their use is tracked. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CredentialsTest extends SharedJenkins {
    private static final String ID = "other";

    /** Waits for a provider that never answers, from the first test to the last, so that nobody waits for it alone. */
    private static WorkflowRun slow;

    private static SimulatedServer slowServer;

    @BeforeAll
    static void secure() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
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
        slowServer = SimulatedServer.http();
        MySafeServer once = Controller.configure(slowServer);
        // That trouble with a provider is tried again is tested of the client itself.
        once.setAttempts("1");
        Controller.servers(once);
        Provider.responses.put("slow", new Provided("slow", CredentialsScope.GLOBAL, "jenkins", "secret"));
        slow = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: 'slow'")
                .scheduleBuild2(0)
                .waitForStart();
    }

    @BeforeEach
    void forget() {
        Uses.seen.clear();
    }

    @AfterEach
    void remove() {
        SystemCredentialsProvider.getInstance()
                .setDomainCredentialsMap(Map.of(Domain.global(), new CopyOnWriteArrayList<>()));
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    // --- where they are ----------------------------------------------------------------------------

    @Test
    void globalOnesAreFoundByTheServersSetting() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, "mysafeEnablePassword 10");

        assertThat(log(run)).contains("with credentials \"mysafe-api\": activated");
        assertThat(sentSecret()).isEqualTo(Controller.SECRET);
    }

    @Test
    void stepsOwnWinOverTheServers() throws Exception {
        global(credentials(CredentialsScope.GLOBAL, ID, "the step's"));

        WorkflowRun run = run(Result.SUCCESS, "mysafeEnablePassword id: 10, credentialsId: 'other'");

        assertThat(log(run)).contains("with credentials \"other\": activated");
        assertThat(sentSecret()).isEqualTo("the step's");
    }

    @ParameterizedTest
    @CsvSource({
        "team,            team,       SUCCESS",
        "team,            team/inner, SUCCESS",
        "team/inner,      team/inner, SUCCESS",
        "team/inner,      team,       FAILURE",
        "team,            sibling,    FAILURE",
    })
    void folderOnesAreFoundFromTheFolderAndBelow(String where, String from, String result) throws Exception {
        Folder top = jenkins.createProject(Folder.class);
        Folder team = top.createProject(Folder.class, "team");
        team.createProject(Folder.class, "inner");
        top.createProject(Folder.class, "sibling");
        store((Folder) Jenkins.get().getItem(where, (ItemGroup<?>) top))
                .addCredentials(Domain.global(), credentials(CredentialsScope.GLOBAL, ID, "the folder's"));

        run(
                Result.fromString(result),
                (Folder) Jenkins.get().getItem(from, (ItemGroup<?>) top),
                "mysafeEnablePassword id: 10, credentialsId: 'other'");

        assertThat(server.requests()).hasSize(result.equals("SUCCESS") ? 2 : 0);
    }

    @Test
    void nearestFolderWinsOverTheGlobalOneOfTheSameId() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        global(credentials(CredentialsScope.GLOBAL, ID, "the global one's"));
        store(folder).addCredentials(Domain.global(), credentials(CredentialsScope.GLOBAL, ID, "the folder's"));

        run(Result.SUCCESS, folder, "mysafeEnablePassword id: 10, credentialsId: 'other'");

        assertThat(sentSecret()).isEqualTo("the folder's");
    }

    @Test
    void serversIdIsLookedUpInTheJobsFolderToo() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        store(folder)
                .addCredentials(
                        Domain.global(),
                        credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, "the folder's"));

        run(Result.SUCCESS, folder, "mysafeEnablePassword 10");

        assertThat(sentSecret()).isEqualTo("the folder's");
    }

    @ParameterizedTest
    @CsvSource({
        // host of the API is localhost, of the Access Token URL 127.0.0.1: there the secret goes
        "host,      127.0.0.1, SUCCESS",
        "host,      localhost, FAILURE",
        "host,      *,         SUCCESS",
        "not host,  127.0.0.1, FAILURE",
        "not host,  localhost, SUCCESS",
        "host port, 127.0.0.1:PORT, SUCCESS",
        "host port, 127.0.0.1:1, FAILURE",
        "scheme,    http,      SUCCESS",
        "scheme,    https,     FAILURE",
    })
    void domainMustAllowTheAccessTokenUrl(String kind, String value, String result) throws Exception {
        MySafeServer twoHosts = Controller.server("main", server.url());
        twoHosts.setTokenUrl(server.url("127.0.0.1") + SimulatedServer.TOKEN.substring(1));
        twoHosts.setCredentialsId(ID);
        Controller.servers(twoHosts);
        String allowed = value.replace("PORT", Integer.toString(server.port()));
        DomainSpecification specification =
                switch (kind) {
                    case "host" -> new HostnameSpecification(allowed, null);
                    case "not host" -> new HostnameSpecification(null, allowed);
                    case "host port" -> new HostnamePortSpecification(allowed, null);
                    default -> new SchemeSpecification(allowed);
                };
        systemStore()
                .addDomain(
                        new Domain("restricted", null, List.of(specification)),
                        credentials(CredentialsScope.GLOBAL, ID, "secret"));

        WorkflowRun run = run(Result.fromString(result), "mysafeEnablePassword 10");

        if (result.equals("FAILURE")) {
            assertThat(log(run)).contains(missing(run));
            assertThat(server.requests()).isEmpty();
        }
    }

    // --- who may use them --------------------------------------------------------------------------

    @Test
    void buildAsAUserFindsThatUsersOwn() throws Exception {
        own("alice", "alice's");
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: 'own'");
        runAs(job, "alice");

        jenkins.buildAndAssertSuccess(job);

        assertThat(sentSecret()).isEqualTo("alice's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "SYSTEM"})
    void buildAsSomebodyElseDoesNotFindThem(String user) throws Exception {
        own("alice", "alice's");
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: 'own'");
        if (!user.equals("SYSTEM")) {
            runAs(job, user);
        }

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(log(run)).contains("credentialsId: \"own\" was not found for " + job.getFullDisplayName());
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alice, SUCCESS", "bob, FAILURE"})
    void buildAsAUserFindsTheJobsOnlyWithThePermissionToUseThem(String user, String result) throws Exception {
        CredentialsProvider.USE_ITEM.setEnabled(true);
        try {
            EnablePasswordBuilder builder = new EnablePasswordBuilder("10");
            builder.setCredentialsId(Controller.CREDENTIALS_ID);
            FreeStyleProject job = freestyle(builder);
            runAs(job, user);

            FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.fromString(result), job);

            assertThat(server.requests()).hasSize(result.equals("SUCCESS") ? 2 : 0);
            if (result.equals("FAILURE")) {
                assertThat(log(build)).contains("credentialsId: \"mysafe-api\" was not found for ");
            }
        } finally {
            CredentialsProvider.USE_ITEM.setEnabled(false);
        }
    }

    /** The administrator has chosen them for the server, so no right of the build's user is asked for. */
    @ParameterizedTest
    @CsvSource({"GLOBAL, bob", "SYSTEM, bob", "SYSTEM, SYSTEM"})
    void serversOwnAreFoundAtTheRootWhateverTheirScopeAndTheBuildsUser(CredentialsScope scope, String user)
            throws Exception {
        CredentialsProvider.USE_ITEM.setEnabled(true);
        try {
            Controller.credentials(scope, Controller.CREDENTIALS_ID, "the server's");
            Folder folder = jenkins.createProject(Folder.class);
            WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition("mysafeEnablePassword 10", true));
            if (!user.equals("SYSTEM")) {
                runAs(job, user);
            }

            WorkflowRun run = jenkins.buildAndAssertSuccess(job);

            assertThat(sentSecret()).isEqualTo("the server's");
            assertThat(Uses.seen).containsExactly(Controller.CREDENTIALS_ID);
            assertThat(log(run)).contains("with credentials \"mysafe-api\": activated");
        } finally {
            CredentialsProvider.USE_ITEM.setEnabled(false);
        }
    }

    @Test
    void serversOwnOfScopeSystemCannotBeNamedByAJob() throws Exception {
        Controller.credentials(CredentialsScope.SYSTEM, Controller.CREDENTIALS_ID, "the server's");

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'mysafe-api'");

        assertThat(log(run)).contains("credentialsId: \"mysafe-api\" was not found for ");
        assertThat(server.requests()).isEmpty();
    }

    /** {@code java.net.URI} finds no host there, and where none is required every domain would do. */
    @ParameterizedTest
    @CsvSource({
        "my_host.invalid,     UNREACHABLE",
        "other.example.com,   CONFIGURATION",
        "my_host.invalid:80,  UNREACHABLE",
        "my_host.invalid:443, CONFIGURATION",
    })
    void domainHoldsForAHostWithAnUnderscore(String allowed, String outcome) throws Exception {
        DomainSpecification specification = allowed.contains(":")
                ? new HostnamePortSpecification(allowed, null)
                : new HostnameSpecification(allowed, null);
        systemStore()
                .addDomain(
                        new Domain("restricted", null, List.of(specification)),
                        credentials(CredentialsScope.GLOBAL, ID, "secret"));
        MySafeServer underscore = new MySafeServer("main", "http://my_host.invalid/");
        underscore.setCredentialsId(ID);
        underscore.setAttempts("1");
        Controller.servers(underscore);

        assertThat(log(run("mysafeEnablePassword 10"))).contains("(" + outcome + ", ");
        assertThat(log(run("mysafeEnablePassword id: 10, credentialsId: 'other'")))
                .contains("(" + outcome + ", ");
        assertThat(jenkins.jenkins
                        .getDescriptorByType(MySafeServerDescriptor.class)
                        .doFillCredentialsIdItems(underscore.getUrl(), "", ""))
                .extracting(option -> option.value)
                .filteredOn(ID::equals)
                .hasSize(outcome.equals("CONFIGURATION") ? 0 : 1);
    }

    @Test
    void idWithALineEndIsOneLine() throws Exception {
        provide(new Provided("x\ny", CredentialsScope.GLOBAL, "jenkins", "secret"));

        WorkflowRun run = run(Result.SUCCESS, "mysafeEnablePassword id: 10, credentialsId: 'x\\ny'");

        assertThat(log(run)).contains("with credentials \"x y\": activated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"API_KEY", "${API_KEY}"})
    void parameterOfTheBuildBringsWhatItsUserChose(String parameter) throws Exception {
        own("alice", "alice's");
        WorkflowJob job =
                Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: '" + parameter + "'");
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "API_KEY", null, null, StandardUsernamePasswordCredentials.class.getName(), true)));

        WorkflowRun run = jenkins.assertBuildStatusSuccess(job.scheduleBuild2(
                0,
                new CauseAction(new Cause.UserIdCause("alice")),
                new ParametersAction(new CredentialsParameterValue("API_KEY", "own", null))));

        assertThat(sentSecret()).isEqualTo("alice's");
        assertThat(log(run)).contains("with credentials \"own\": activated");
        assertThat(records(run)).extracting(OperationRecord::credentialsId).containsExactly("own");
    }

    /** By its value, nobody's own credentials are found. */
    @Test
    void valueOfAParameterIsToldToBeNamedByItsParameter() throws Exception {
        own("alice", "alice's");
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: params.API_KEY");
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "API_KEY", null, null, StandardUsernamePasswordCredentials.class.getName(), true)));

        WorkflowRun run = jenkins.assertBuildStatus(
                Result.FAILURE,
                job.scheduleBuild2(
                        0,
                        new CauseAction(new Cause.UserIdCause("alice")),
                        new ParametersAction(new CredentialsParameterValue("API_KEY", "own", null))));

        assertThat(log(run))
                .contains(
                        "credentialsId: \"own\" was not found for ",
                        "value of the credentials parameter \"API_KEY\"",
                        "credentialsId: '${API_KEY}'");
        assertThat(log(run).lines().filter(line -> line.startsWith("ERROR: ")))
                .singleElement()
                .asString()
                .contains("CONFIGURATION, credentialsId: \"own\" was not found for ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void systemScopedOnesAreRefusedAsIfTheyWereMissing() throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: 'other'");
        String missing = withoutTimes(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)));
        global(credentials(CredentialsScope.SYSTEM, ID, "Jenkins' own"));

        String system = withoutTimes(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)));

        assertThat(system).isEqualTo(missing).contains("credentialsId: \"other\" was not found for ");
        assertThat(server.requests()).isEmpty();
        assertThat(Uses.seen).isEmpty();
    }

    @Test
    void systemScopedOnesOfAnotherProviderAreRefusedAsIfTheyWereMissing() throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword id: 10, credentialsId: 'provided'");
        String missing = withoutTimes(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)));
        provide(new Provided("provided", CredentialsScope.SYSTEM, "jenkins", "Jenkins' own"));

        String system = withoutTimes(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)));

        assertThat(system).isEqualTo(missing).contains("credentialsId: \"provided\" was not found for ");
        assertThat(server.requests()).isEmpty();
        assertThat(Uses.seen).isEmpty();
    }

    // --- what is wrong with them -------------------------------------------------------------------

    @Test
    void missingOnesFailTheBuildAndNothingIsSent() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'nowhere'");

        assertThat(log(run))
                .contains("cannot be used; nothing was sent (CONFIGURATION, ")
                .contains("credentialsId: \"nowhere\" was not found for "
                        + run.getParent().getFullDisplayName())
                .contains("Username with password")
                .doesNotContain("\tat ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void noneAtAllSaysWhatToDo() throws Exception {
        MySafeServer bare = new MySafeServer("main", server.url());
        Controller.servers(bare);

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword 10");

        assertThat(log(run))
                .contains("credentialsId: is missing. Choose credentials in the step, or ask an administrator");
    }

    @Test
    void anotherKindIsRefusedAsIfItWereMissing() throws Exception {
        global(new StringCredentialsImpl(CredentialsScope.GLOBAL, ID, null, Secret.fromString("a secret text")));

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'other'");

        assertThat(log(run)).contains(missing(run));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void onesDeletedWhileTheBuildWaitsInTheQueueAreMissing() throws Exception {
        FreeStyleProject job = freestyle(new EnablePasswordBuilder("10"));
        jenkins.jenkins.doQuietDown();
        QueueTaskFuture<FreeStyleBuild> queued = job.scheduleBuild2(0);
        SystemCredentialsProvider.getInstance().getCredentials().clear();

        jenkins.jenkins.doCancelQuietDown();

        FreeStyleBuild build = jenkins.assertBuildStatus(Result.FAILURE, queued.get());
        assertThat(log(build)).contains("credentialsId: \"mysafe-api\" was not found for ");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', secret", "jenkins, ''"})
    void emptyUserNameOrPasswordIsRefused(String user, String password) throws Exception {
        global(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, ID, null, user, password));

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'other'");

        assertThat(log(run)).contains("credentialsId: \"other\" has an empty user name or password.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rotatedSecretIsUsedFromTheNextBuildOnWithATokenOfItsOwn() throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword 10");
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(1);

        Controller.credentials(CredentialsScope.GLOBAL, Controller.CREDENTIALS_ID, "rotated");
        jenkins.buildAndAssertSuccess(job);

        assertThat(server.requests(SimulatedServer.TOKEN)).hasSize(2);
        assertThat(sentSecret()).isEqualTo("rotated");
        assertThat(server.requests(SimulatedServer.ENABLE_10))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    // --- other providers ---------------------------------------------------------------------------

    @Test
    void anotherProvidersAreUsed() throws Exception {
        provide(new Provided("provided", CredentialsScope.GLOBAL, "vault-user", "of the vault"));

        WorkflowRun run = run(Result.SUCCESS, "mysafeEnablePassword id: 10, credentialsId: 'provided'");

        assertThat(log(run)).contains("with credentials \"provided\": activated");
        assertThat(sentSecret()).isEqualTo("of the vault");
        assertThat(Uses.seen).containsExactly("provided");
    }

    @Test
    void providersWithoutAScopeAreUsed() throws Exception {
        provide(new Provided("provided", null, "vault-user", "of the vault"));

        run(Result.SUCCESS, "mysafeEnablePassword id: 10, credentialsId: 'provided'");

        assertThat(sentSecret()).isEqualTo("of the vault");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null, secret", "jenkins, null", "jenkins, ''"})
    void nullOrEmptyPartOfAProvidersIsRefused(String user, String password) throws Exception {
        provide(new Provided("provided", CredentialsScope.GLOBAL, user, password));

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, credentialsId: 'provided'");

        assertThat(log(run)).contains("credentialsId: \"provided\" has an empty user name or password.");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.IllegalStateException", "java.lang.NoClassDefFoundError"})
    void providerThatThrowsMarksTheBuildUnstableWithoutItsWords(String failure) throws Exception {
        Provider.responses.put(
                "provided",
                failure.endsWith("Error") ? new NoClassDefFoundError("hunter2") : new IllegalStateException("hunter2"));

        WorkflowRun run = run(Result.UNSTABLE, "mysafeEnablePassword id: 10, credentialsId: 'provided'");

        assertThat(log(run))
                .contains("looking up the settings and the credentials failed with " + failure)
                .doesNotContain("hunter2")
                .doesNotContain("\tat ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void secretThatCannotBeHadMarksTheBuildUnstableWithoutTheProvidersWords() throws Exception {
        provide(new Sealed("provided"));

        WorkflowRun run = run(Result.UNSTABLE, "mysafeEnablePassword id: 10, credentialsId: 'provided'");

        assertThat(log(run))
                .contains("failed with java.lang.IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void connectionTestSaysWhatItsProviderThrowsWithoutItsWords() {
        MySafeServerDescriptor form = jenkins.jenkins.getDescriptorByType(MySafeServerDescriptor.class);
        provide(new Sealed("provided"));
        FormValidation response =
                form.doTestConnection("main", server.url(), null, null, "provided", null, null, "10", "10");
        assertThat(response.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(response.getMessage())
                .contains("credentialsId", "provided", "java.lang.IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void slowProviderIsGivenUpAtItsDeadlineAndHoldsNobodyElseUp() throws Exception {
        assertThat(Provider.entered.await(20, TimeUnit.SECONDS)).isTrue();
        run(Result.SUCCESS, "mysafeEnablePassword 10");

        jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(slow));

        assertThat(log(slow)).contains("looking up the settings and the credentials took longer than 30 s");
        assertThat(Provider.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(slowServer.requests()).isEmpty();
        assertThat(Uses.seen).doesNotContain("slow");
        slowServer.close();
    }

    // --- tracking ----------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysafeEnablePassword 10",
                "mysafeEnablePassword 10; mysafeEnablePassword 10",
                "parallel a: { mysafeEnablePassword 10 }, b: { mysafeEnablePassword 10 }, c: { mysafeEnablePassword 10 }",
                "mysafeEnablePassword 10; mysafeEnablePassword id: 10, server: 'main', credentialsId: 'mysafe-api'",
            })
    void useIsTrackedOnceARunServerAndCredential(String script) throws Exception {
        WorkflowRun run = run(Result.SUCCESS, script);

        assertThat(Uses.seen).containsExactly(Controller.CREDENTIALS_ID);
        assertThat(CredentialsProvider.getFingerprintOf(globalOne(Controller.CREDENTIALS_ID))
                        .getRangeSet(run.getParent())
                        .includes(run.getNumber()))
                .isTrue();
    }

    @Test
    void eachRunIsTracked() throws Exception {
        WorkflowJob job = Controller.pipeline(jenkins, "mysafeEnablePassword 10");
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);

        assertThat(Uses.seen).containsExactly(Controller.CREDENTIALS_ID, Controller.CREDENTIALS_ID);
        assertThat(CredentialsProvider.getFingerprintOf(globalOne(Controller.CREDENTIALS_ID))
                        .getRangeSet(job)
                        .toString())
                .isEqualTo("[1,3)");
    }

    @Test
    void eachServerAndEachCredentialIsTracked() throws Exception {
        global(credentials(CredentialsScope.GLOBAL, ID, "secret"));
        Controller.servers(Controller.server("main", server.url()), Controller.server("second", server.url()));

        run(Result.SUCCESS, """
                mysafeEnablePassword 10
                mysafeEnablePassword id: 10, server: 'second'
                mysafeEnablePassword id: 10, credentialsId: 'other'
                mysafeEnablePassword id: 10, server: 'second'
                """);

        assertThat(Uses.seen).containsExactly(Controller.CREDENTIALS_ID, Controller.CREDENTIALS_ID, ID);
    }

    @Test
    void buildStepIsTrackedToo() throws Exception {
        FreeStyleBuild build =
                run(Result.SUCCESS, freestyle(new EnablePasswordBuilder("10"), new EnablePasswordBuilder("10")));

        assertThat(Uses.seen).containsExactly(Controller.CREDENTIALS_ID);
        assertThat(CredentialsProvider.getFingerprintOf(globalOne(Controller.CREDENTIALS_ID))
                        .getJobs())
                .contains(build.getParent().getFullName());
    }

    @Test
    void useIsTrackedEvenWhenTheServerRefuses() throws Exception {
        server.response(SimulatedServer.TOKEN, Responses.json(401, "{\"error\":\"invalid_client\"}"));

        run(Result.FAILURE, "mysafeEnablePassword 10");

        assertThat(Uses.seen).containsExactly(Controller.CREDENTIALS_ID);
    }

    @Test
    void clientCertificateIsTrackedBesideTheClientCredentials() throws Exception {
        global(certificate(CredentialsScope.GLOBAL));
        certificateServer();

        run(Result.SUCCESS, "mysafeEnablePassword 10; mysafeEnablePassword 10");

        assertThat(Uses.seen).containsExactly("certificate", Controller.CREDENTIALS_ID);
    }

    @Test
    void clientCertificateThatIsMissingFailsTheBuild() throws Exception {
        certificateServer();

        WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword 10");

        assertThat(log(run)).contains("clientCertificateId: \"certificate\" was not found at the root of Jenkins");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void clientCertificateMayBeOfJenkinsItself() throws Exception {
        certificateServer();
        global(certificate(CredentialsScope.SYSTEM));

        run(Result.SUCCESS, "mysafeEnablePassword 10");

        assertThat(Uses.seen).containsExactly("certificate", Controller.CREDENTIALS_ID);
    }

    /** It would be shown on connections that others use too. */
    @Test
    void clientCertificateIsNeverAFolders() throws Exception {
        certificateServer();
        Folder folder = jenkins.createProject(Folder.class);
        store(folder).addCredentials(Domain.global(), certificate(CredentialsScope.GLOBAL));

        WorkflowRun run = run(Result.FAILURE, folder, "mysafeEnablePassword 10");

        assertThat(log(run)).contains("clientCertificateId: \"certificate\" was not found at the root of Jenkins");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "tokenUrl", "accessTokenUrl", "proxy"})
    void unknownParameterCannotSendThemElsewhere(String parameter) throws Exception {
        // Jenkins refuses it only where tests run.
        DescribableModel.STRICT_PARAMETER_CHECKING = false;
        try (SimulatedServer elsewhere = SimulatedServer.http()) {
            String script = "mysafeEnablePassword id: 10, " + parameter + ": '" + elsewhere.url() + "'";

            WorkflowRun run = run(Result.SUCCESS, script);

            assertThat(log(run)).contains("Unknown parameter(s) found").contains(": " + parameter);
            assertThat(elsewhere.connections()).isZero();
            assertThat(server.requests()).hasSize(2);
        } finally {
            DescribableModel.STRICT_PARAMETER_CHECKING = true;
        }
    }

    @Test
    void serverCannotBeAnAddress() throws Exception {
        try (SimulatedServer elsewhere = SimulatedServer.http()) {
            WorkflowRun run = run(Result.FAILURE, "mysafeEnablePassword id: 10, server: '" + elsewhere.url() + "'");

            assertThat(log(run)).contains("is not configured. Take a name that").doesNotContain("main");
            assertThat(elsewhere.connections()).isZero();
        }
    }

    // --- what the tests share ----------------------------------------------------------------------

    private static UsernamePasswordCredentialsImpl credentials(CredentialsScope scope, String id, String secret)
            throws Exception {
        return new UsernamePasswordCredentialsImpl(scope, id, null, Controller.CLIENT_ID, secret);
    }

    private static CertificateCredentialsImpl certificate(CredentialsScope scope) throws Exception {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        keyStore.store(bytes, "password".toCharArray());
        return new CertificateCredentialsImpl(
                scope,
                "certificate",
                null,
                "password",
                new CertificateCredentialsImpl.UploadedKeyStoreSource(
                        null, SecretBytes.fromRawBytes(bytes.toByteArray())));
    }

    private void certificateServer() {
        MySafeServer main = Controller.server("main", server.url());
        main.setClientCertificateId("certificate");
        Controller.servers(main);
    }

    private static void global(Credentials credentials) throws Exception {
        systemStore().addCredentials(Domain.global(), credentials);
    }

    private static Credentials globalOne(String id) {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(credentials -> credentials instanceof IdCredentials known
                        && known.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void provide(Provided credentials) {
        Provider.responses.put(credentials.getId(), credentials);
    }

    private static CredentialsStore systemStore() {
        return CredentialsProvider.lookupStores(Jenkins.get()).iterator().next();
    }

    private static CredentialsStore store(Folder folder) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getProvider() instanceof FolderCredentialsProvider && store.getContext() == folder) {
                return store;
            }
        }
        throw new AssertionError("no store");
    }

    private static void own(String user, String secret) throws Exception {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            CredentialsStore store = CredentialsProvider.lookupStores(User.getById(user, true))
                    .iterator()
                    .next();
            UsernamePasswordCredentialsImpl own = credentials(CredentialsScope.USER, "own", secret);
            store.removeCredentials(Domain.global(), own);
            store.addCredentials(Domain.global(), own);
        }
    }

    private static void runAs(Item job, String user) {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(), User.getById(user, true).impersonate2()));
    }

    private static WorkflowRun run(Result expected, Folder folder, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private static List<OperationRecord> records(Run<?, ?> run) {
        return AllRecords.of(run);
    }

    /** The secret that came with the last request for a token. */
    private String sentSecret() {
        List<SimulatedServer.Request> requests = server.requests(SimulatedServer.TOKEN);
        String body = requests.get(requests.size() - 1).body();
        for (String pair : body.split("&")) {
            if (pair.startsWith("client_secret=")) {
                return URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no secret in the request");
    }

    private static String missing(Run<?, ?> run) {
        return "credentialsId: \"" + ID + "\" was not found for "
                + run.getParent().getFullDisplayName();
    }

    private static String withoutTimes(String log) {
        return log.replaceAll("[0-9.,]+ s\\)", "s)").replaceAll("(?m)^(Started|\\[Pipeline]).*\n", "");
    }

    /** Notes who was tracked. */
    @TestExtension
    public static final class Uses implements CredentialsUseListener {
        static final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void onUse(Credentials credentials, Run run) {
            seen.add(((IdCredentials) credentials).getId());
        }

        @Override
        public void onUse(Credentials credentials, Node node) {}

        @Override
        public void onUse(Credentials credentials, Item item) {}
    }

    /** Credentials of another system. */
    static class Provided extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;
        private final CredentialsScope scope;
        private final String user;
        private final Secret password;

        Provided(String id, CredentialsScope scope, String user, String password) {
            super(id, null);
            this.scope = scope;
            this.user = user;
            this.password = password == null ? null : Secret.fromString(password);
        }

        @Override
        public CredentialsScope getScope() {
            return scope;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public Secret getPassword() {
            return password;
        }
    }

    /** Credentials whose secret cannot be had. */
    static final class Sealed extends Provided {
        private static final long serialVersionUID = 1L;

        Sealed(String id) {
            super(id, CredentialsScope.GLOBAL, "jenkins", "secret");
        }

        @Override
        public Secret getPassword() {
            throw new IllegalStateException("hunter2");
        }
    }

    /** A provider that answers what a test tells it, throws, or never answers. */
    @TestExtension
    public static final class Provider extends CredentialsProvider {
        static final Map<String, Object> responses = new ConcurrentHashMap<>();
        static final CountDownLatch entered = new CountDownLatch(1);
        static final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup group, Authentication authentication, List<DomainRequirement> requirements) {
            return List.of();
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItem(
                Class<C> type, Item item, Authentication authentication, List<DomainRequirement> requirements) {
            return List.of();
        }

        @Override
        public <C extends IdCredentials> C getCredentialByIdInItem(
                String id,
                Class<C> type,
                Item item,
                Authentication authentication,
                List<DomainRequirement> requirements) {
            Object response = responses.get(id);
            if (response instanceof RuntimeException failure) {
                throw failure;
            }
            if (response instanceof Error failure) {
                throw failure;
            }
            if (id.equals("slow")) {
                waitForEver();
            }
            return type.isInstance(response) ? type.cast(response) : null;
        }

        /** At the root only for who asks there alone: jobs find it in their own context. */
        @Override
        public <C extends IdCredentials> C getCredentialByIdInItemGroup(
                String id,
                Class<C> type,
                ItemGroup<?> group,
                Authentication authentication,
                List<DomainRequirement> requirements) {
            Object response = responses.get(id);
            return type.isInstance(response) ? type.cast(response) : null;
        }

        private static void waitForEver() {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        }
    }
}
