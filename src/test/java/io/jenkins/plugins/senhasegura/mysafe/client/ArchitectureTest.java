package io.jenkins.plugins.senhasegura.mysafe.client;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.ParsedSources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.client5.http.classic.HttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the classes may know of each other and of the world. */
class ArchitectureTest {
    private static final String CLIENT = "io.jenkins.plugins.senhasegura.mysafe.client";

    private static final String CLIENT_ROOMS = CLIENT + "..";

    private static final String WINDOW = "io.jenkins.plugins.senhasegura.mysafe.window";

    private static JavaClasses plugin;

    @BeforeAll
    static void read() throws URISyntaxException {
        // Where the plugin's classes lie, and not the tests'.
        plugin = new ClassFileImporter()
                .importPath(Path.of(Outcome.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
        assertThat(plugin.contain(Outcome.class)).isTrue();
        assertThat(plugin.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void clientKnowsNoJenkins() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT_ROOMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "hudson..", "jenkins..", "org.jenkinsci..", "com.cloudbees..", "org.kohsuke..", "org.jvnet..")
                .check(plugin);
    }

    /** What is proven of it by a model must not depend on a Jenkins. */
    @Test
    void windowsKnowOnlyThemselvesTheClientAndTheJsonParser() {
        classes()
                .that()
                .resideInAPackage(WINDOW)
                .and()
                .haveSimpleNameNotStartingWith("Jenkins")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(WINDOW, CLIENT_ROOMS, "java..", "tools.jackson.core..")
                .check(plugin);
    }

    @Test
    void clientKnowsOnlyItselfTheRuntimeTheHttpClientAndTheJsonParser() {
        classes()
                .that()
                .resideInAPackage(CLIENT_ROOMS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CLIENT_ROOMS,
                        "java..",
                        "javax.net.ssl..",
                        "javax.security..",
                        "org.apache.hc..",
                        "tools.jackson.core..",
                        "tools.jackson.databind..")
                .check(plugin);
    }

    @Test
    void oneClassOfAllCallsTheHttpClient() {
        DescribedPredicate<JavaClass> client = assignableTo(HttpAsyncClient.class)
                .or(assignableTo(HttpClient.class))
                .as("an HTTP client");
        Set<String> callers = plugin.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getName().equals("execute"))
                .filter(call -> client.test(call.getTargetOwner()))
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(callers).containsExactly("HttpEngine");
    }

    @Test
    void nothingOutsideTheClientSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLIENT_ROOMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "org.apache.http..", "java.net.http..")
                .orShould()
                .dependOnClassesThat(assignableTo(java.nio.channels.NetworkChannel.class)
                        .or(assignableTo(java.nio.channels.Selector.class)))
                .orShould()
                .dependOnClassesThat(assignableTo(java.net.URLConnection.class)
                        .or(assignableTo(java.net.Socket.class))
                        .or(assignableTo(java.net.ServerSocket.class)))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(java.net.URL.class))).and(target(name("openStream"))))
                .check(plugin);
    }

    @Test
    void clientSpeaksHttpThroughTheHttpClientOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat(assignableTo(java.net.URLConnection.class))
                .check(plugin);
    }

    @Test
    void httpClientIsKnownToItsEngineAndWhatThatIsMadeOf() {
        Set<String> users = plugin.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("org.apache.hc.client5")))
                .map(type -> type.getName().replaceAll(".*\\.|\\$.*", ""))
                .collect(Collectors.toSet());
        assertThat(users)
                .containsExactlyInAnyOrder(
                        "HttpEngine",
                        "ServerPool",
                        "ServerPools",
                        "PooledEndpoint",
                        "ProxyLogin",
                        "Tls",
                        "HostResolver",
                        "RetryAfter");
    }

    @Test
    void nothingTrustsEverything() {
        noClasses()
                .that()
                // Its every refusal is the Java runtime's, and every refusal of that one is its own: see TlsTest.
                .doNotHaveSimpleName("PeerTrust")
                .should()
                .beAssignableTo(TrustManager.class)
                .orShould()
                .beAssignableTo(HostnameVerifier.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(NoopHostnameVerifier|TrustAllStrategy|TrustSelfSignedStrategy)")
                .check(plugin);
    }

    @Test
    void timeComesFromTheSchedulerOnly() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT_ROOMS)
                .and()
                .haveNameNotMatching(".*\\.Scheduler(\\$.*)?")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat(assignableTo(Clock.class))
                .check(plugin);
    }

    @Test
    void noThreadOfTheClientWaits() {
        noClasses()
                .that()
                .resideInAPackage(CLIENT_ROOMS)
                .should()
                .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Future.class)))
                        .and(target(name("get").or(name("join")))))
                .orShould()
                .callMethodWhere(target(name("wait")).or(target(name("await"))))
                .check(plugin);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(plugin);
        DescribedPredicate<JavaClass> container = DescribedPredicate.describe(
                "a container",
                type -> type.isArray() || type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
        fields().that()
                .areStatic()
                .and()
                .arePublic()
                .should()
                .notHaveRawType(container)
                .check(plugin);
    }

    @Test
    void everyPublicTypeIsDocumented() throws IOException {
        ParsedSources sources = ParsedSources.all();
        DocTrees documentation = sources.documentation();
        List<String> undocumented = new ArrayList<>();
        List<String> documented = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                        boolean isDocumented = documentation.getDocComment(getCurrentPath()) != null;
                        (isDocumented ? documented : undocumented)
                                .add(unit.getPackageName() + "." + type.getSimpleName());
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(unit, null);
        }
        assertThat(undocumented).isEmpty();
        assertThat(documented).contains(CLIENT + ".model.Outcome", CLIENT + ".PasswordOperations");
    }

    /** Whoever uses a lock, a volatile field or a concurrent collection is shared by threads, and says how. */
    @Test
    void everySharedClassSaysWhetherItIsThreadSafe() throws IOException {
        ParsedSources sources = ParsedSources.all();
        DocTrees documentation = sources.documentation();
        List<String> shared = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            TreePath type = new TreePath(
                    new TreePath(unit),
                    unit.getTypeDecls().isEmpty() ? unit : unit.getTypeDecls().get(0));
            if (Boolean.TRUE.equals(SHARING.scan(type, null))) {
                String name = ((ClassTree) type.getLeaf()).getSimpleName().toString();
                shared.add(name);
                String comment = documentation.getDocComment(type);
                if (comment == null || !comment.toLowerCase(Locale.ROOT).contains("thread-safe")) {
                    silent.add(name);
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(shared)
                .contains(
                        "BlockingPool",
                        "CircuitBreaker",
                        "EventQueue",
                        "Exchange",
                        "HostResolver",
                        "HttpEngine",
                        "ConcurrencyLimiter")
                .contains(
                        "PasswordOperations",
                        "RunningOperation",
                        "SerialQueue",
                        "ServerPools",
                        "SharedOperations",
                        "SharedLookup")
                .contains("MySafeClient", "TokenCache", "OperationsUnderWay")
                .contains("BuildRecords", "MySafeConfiguration", "MySafeMonitor");
    }

    /** True where one of the language's means for threads is used. */
    private static final TreePathScanner<Boolean, Void> SHARING = new TreePathScanner<>() {
        @Override
        public Boolean visitSynchronized(SynchronizedTree block, Void nothing) {
            return true;
        }

        @Override
        public Boolean visitModifiers(ModifiersTree modifiers, Void nothing) {
            return modifiers.getFlags().contains(Modifier.SYNCHRONIZED)
                    || modifiers.getFlags().contains(Modifier.VOLATILE);
        }

        @Override
        public Boolean visitIdentifier(IdentifierTree name, Void nothing) {
            return name.getName().toString().matches("(Concurrent|Atomic).*");
        }

        @Override
        public Boolean reduce(Boolean one, Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
        }
    };
}
