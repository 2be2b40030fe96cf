package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.ForwardingProxy;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy that Jenkins is told to use counts for API and token requests, from the next request on. */
class ProxyInJenkinsTest extends SharedJenkins {
    private static final String STEP = "mysafeEnablePassword 10";
    private static final String USER = "jenkins@corp";
    private static final String PASSWORD = "pröxy:p&ss=word";
    private static final Certificates.Issued AUTHORITY = Certificates.authority("Proxy Test CA");

    private ForwardingProxy proxy;

    @BeforeEach
    void startProxy() {
        proxy = ForwardingProxy.start();
    }

    @AfterEach
    void stopProxy() throws Exception {
        jenkins.jenkins.setProxy(null);
        proxy.close();
    }

    private void useProxy(String user, String password, String noProxy) throws Exception {
        jenkins.jenkins.setProxy(new ProxyConfiguration("localhost", proxy.port(), user, password, noProxy));
    }

    private void useProxy() throws Exception {
        useProxy(null, null, null);
    }

    private String plain(String path) {
        return "http://localhost:" + server.port() + path;
    }

    /** The targets of all requests that the proxy let pass or refused. */
    private List<String> targets() {
        return proxy.seen().stream().map(ForwardingProxy.Seen::target).toList();
    }

    private void assertOriginSawNothingOfTheProxy(SimulatedServer origin) {
        assertThat(origin.requests())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.headers("Proxy-Authorization")).isEmpty());
    }

    @Test
    void plainRequestsForTokenAndApiAreForwarded() throws Exception {
        useProxy();

        run(Result.SUCCESS, STEP);

        assertThat(targets()).containsExactly(plain(SimulatedServer.TOKEN), plain(SimulatedServer.ENABLE_10));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void hostThatOnlyTheProxyCanResolveIsReached() throws Exception {
        Controller.servers(Controller.server("main", "http://pam.invalid:" + server.port() + "/"));
        useProxy();

        run(Result.SUCCESS, STEP);

        assertThat(targets()).hasSize(2).allMatch(target -> target.startsWith("http://pam.invalid:"));
    }

    @Test
    void tlsRequestsForTokenAndApiGoThroughTunnels() throws Exception {
        try (SimulatedServer secure = secure();
                SimulatedServer tokens = secure()) {
            MySafeServer settings = secureSettings(secure);
            settings.setTokenUrl(tokens.url("pam.invalid") + "api/oauth2/token");
            useProxy();

            run(Result.SUCCESS, STEP);

            assertThat(proxy.seen()).extracting(ForwardingProxy.Seen::method).containsOnly("CONNECT");
            assertThat(targets()).containsExactly("pam.invalid:" + tokens.port(), "pam.invalid:" + secure.port());
            assertThat(proxy.seen())
                    .noneMatch(seen ->
                            seen.head().contains("Bearer") || seen.head().contains("token-"));
            assertThat(tokens.requests()).hasSize(1);
            assertThat(secure.requests()).hasSize(1);
        }
    }

    private static SimulatedServer secure() {
        return SimulatedServer.https(AUTHORITY.issue("pam", "pam.invalid").serverContext(), false)
                .pending(Responses.activated());
    }

    private static MySafeServer secureSettings(SimulatedServer secure) {
        MySafeServer settings = Controller.server("main", secure.url("pam.invalid"));
        settings.setTrustedCertificates(AUTHORITY.pem());
        Controller.servers(settings);
        return settings;
    }

    @Test
    void proxysChallengeIsAnsweredForPlainRequests() throws Exception {
        proxy.demand(USER, PASSWORD);
        useProxy(USER, PASSWORD, null);

        WorkflowRun run = run(Result.SUCCESS, STEP);

        assertThat(targets()).contains(plain(SimulatedServer.TOKEN), plain(SimulatedServer.ENABLE_10));
        assertOriginSawNothingOfTheProxy(server);
        // Not the number alone, which the port of a server may hold, too.
        assertThat(log(run)).contains("1 attempt").doesNotContain(PASSWORD, "HTTP 407");
    }

    @Test
    void proxysChallengeIsAnsweredForTunnels() throws Exception {
        proxy.demand(USER, PASSWORD);
        useProxy(USER, PASSWORD, null);
        try (SimulatedServer secure = secure()) {
            secureSettings(secure);

            WorkflowRun run = run(Result.SUCCESS, STEP);

            assertThat(proxy.seen()).anyMatch(seen -> seen.proxyAuthorization() != null);
            assertOriginSawNothingOfTheProxy(secure);
            assertThat(log(run)).contains("1 attempt");
        }
    }

    @Test
    void changedPasswordOfTheProxyCountsAtOnce() throws Exception {
        proxy.demand(USER, "old");
        useProxy(USER, "old", null);
        run(Result.SUCCESS, STEP);

        proxy.demand(USER, "new");
        run(Result.FAILURE, STEP);
        useProxy(USER, "new", null);
        run(Result.SUCCESS, STEP);
    }

    static Stream<Arguments> wrongUsers() {
        return Stream.of(Arguments.of(null, null), Arguments.of(USER, "wrong"), Arguments.of(USER, null));
    }

    @ParameterizedTest
    @MethodSource("wrongUsers")
    void refusedByTheProxyFailsTheBuildAtOnce(String user, String password) throws Exception {
        proxy.demand(USER, PASSWORD);
        useProxy(user, password, null);

        WorkflowRun run = run(Result.FAILURE, STEP);

        assertThat(log(run))
                .contains("UNEXPECTED_RESPONSE, HTTP 407, access token request, 1 attempt")
                .doesNotContain("wrong");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "local*",
                "*host",
                "other.example,localhost",
                "other.example\nlocalhost",
                "other.example|localhost other2.example",
            })
    void hostOnTheNoProxyListIsAskedDirectly(String noProxy) throws Exception {
        useProxy(null, null, noProxy);

        run(Result.SUCCESS, STEP);

        assertThat(proxy.seen()).isEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ocalhost", "localhos", "*.localhost", "http://localhost", "example.com"})
    void hostThatTheListDoesNotNameGoesThroughTheProxy(String noProxy) throws Exception {
        useProxy(null, null, noProxy);

        run(Result.SUCCESS, STEP);

        assertThat(proxy.seen()).hasSize(2);
    }

    @Test
    void addressOfVersion6OnTheListIsAskedDirectly() throws Exception {
        try (SimulatedServer six = SimulatedServer.http(InetAddress.getByName("::1"))) {
            six.pending(Responses.activated());
            Controller.servers(Controller.server("main", six.url("[::1]")));
            useProxy(null, null, "::1");
            run(Result.SUCCESS, STEP);
            assertThat(proxy.seen()).isEmpty();
            assertThat(six.requests()).hasSize(2);
        }
    }

    @Test
    void listCountsForEachHostByItself() throws Exception {
        MySafeServer settings = Controller.server("main", server.url());
        settings.setTokenUrl(server.url("127.0.0.1") + "api/oauth2/token");
        Controller.servers(settings);

        useProxy(null, null, "localhost");
        run(Result.SUCCESS, STEP);
        assertThat(targets()).containsExactly(server.url("127.0.0.1") + "api/oauth2/token");

        useProxy(null, null, "127.*");
        run(Result.SUCCESS, STEP);
        assertThat(targets()).hasSize(2).last().isEqualTo(plain(SimulatedServer.ENABLE_10));
    }

    @Test
    void changesCountWithoutARestart() throws Exception {
        run(Result.SUCCESS, STEP);
        assertThat(proxy.seen()).isEmpty();

        useProxy();
        run(Result.SUCCESS, STEP);
        assertThat(targets()).containsExactly(plain(SimulatedServer.ENABLE_10));

        try (ForwardingProxy other = ForwardingProxy.start()) {
            jenkins.jenkins.setProxy(new ProxyConfiguration("localhost", other.port(), null, null, null));
            run(Result.SUCCESS, STEP);
            assertThat(other.seen()).hasSize(1);
        }

        useProxy(null, null, "localhost");
        run(Result.SUCCESS, STEP);
        jenkins.jenkins.setProxy(null);
        run(Result.SUCCESS, STEP);
        assertThat(proxy.seen()).hasSize(1);
        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(5);
    }

    @Test
    void changeCountsForTheNextAttemptOfARunningBuild() throws Exception {
        server.pending(Responses.json(503, "{}", "Retry-After: 2"), Responses.activated());
        WorkflowRun run = Controller.pipeline(jenkins, STEP).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("trying again in 2.0 s", run);

        useProxy();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(targets()).containsExactly(plain(SimulatedServer.ENABLE_10));
    }

    @Test
    void proxyThatIsDownMakesTheBuildUnstableAndIsNamed() throws Exception {
        useProxy();
        proxy.close();

        WorkflowRun run = run(Result.UNSTABLE, STEP);

        assertThat(log(run))
                .contains("(UNREACHABLE, access token request, 3 attempts")
                .contains("Reason: localhost refused the connection");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void proxyWhoseNameCannotBeResolvedIsNamed() throws Exception {
        jenkins.jenkins.setProxy(new ProxyConfiguration("proxy.invalid", 3128, null, null, null));

        WorkflowRun run = run(Result.UNSTABLE, STEP);

        assertThat(log(run))
                .contains("(UNREACHABLE, access token request, 3 attempts")
                .contains("the name proxy.invalid cannot be resolved");
    }

    /** An administrator can type anything, and a build must end in any case. */
    @Test
    void listThatIsNoPatternEndsTheBuild() throws Exception {
        useProxy(null, null, "(");

        WorkflowRun run = jenkins.waitForCompletion(
                Controller.pipeline(jenkins, STEP).scheduleBuild2(0).waitForStart());

        assertThat(run.getResult()).isNotEqualTo(Result.SUCCESS);
        assertThat(server.requests()).isEmpty();
    }

    /** {@code ProxyConfiguration.createProxy} resolves the proxy's name, and routes are chosen on the I/O thread too. */
    @Test
    void nothingOfOursResolvesAProxysNameWhereItMustNotBlock() {
        noClasses()
                .should()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "create a java.net.Proxy", call -> call.getName().equals("createProxy")))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.jenkins.plugins.senhasegura.mysafe"));
    }
}
