package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordResult;
import io.jenkins.plugins.senhasegura.mysafe.build.OpenWindowsMonitor;
import io.jenkins.plugins.senhasegura.mysafe.config.AccessRule;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Who may call which of our web methods, where and by which verb: one table, and each of its cells asked for by HTTP. A
 * web method without a row fails the test.
 */
@WithJenkins
class PermissionMatrixTest {
    private static final String OURS = EnablePasswordResult.class.getPackageName();
    private static final Map<String, String> CLASSES = Stream.of(
                    EnablePasswordStep.class,
                    DisablePasswordStep.class,
                    EnablePasswordBuilder.class,
                    DisablePasswordBuilder.class,
                    MySafeConfiguration.class,
                    WithPasswordStep.class,
                    WithPasswordWrapper.class,
                    OpenWindowsMonitor.class,
                    MySafeServer.class,
                    AccessRule.class,
                    MySafeFolderProperty.class)
            .collect(Collectors.toMap(Class::getSimpleName, Class::getName));

    /**
     * By POST: <b>refused</b> is an error status and nothing else; <b>hides</b> answers with nothing but what the caller
     * has sent; <b>checks</b> answers about the value that was sent; <b>lists</b> answers with names or ids;
     * <b>shows</b> answers with the form of the server that is named; <b>connects</b> talks to the address that was sent.
     * An item is a folder or a job.
     */
    private static final String TABLE = """
            web method                                    where  anonymous reader  extended user    configurer manager admin
            EnablePasswordStep.checkId                    global refused   checks  checks   checks  checks     checks  checks
            EnablePasswordStep.checkId                    item   refused   refused checks   refused checks     refused checks
            EnablePasswordStep.fillServerItems            global refused   hides   hides    hides   hides      hides   lists
            EnablePasswordStep.fillServerItems            item   refused   hides   lists    lists   lists      hides   lists
            EnablePasswordStep.fillCredentialsIdItems     global refused   hides   hides    hides   hides      hides   lists
            EnablePasswordStep.fillCredentialsIdItems     item   refused   hides   lists    lists   lists      hides   lists
            EnablePasswordStep.checkCredentialsId         global refused   checks  checks   checks  checks     checks  checks
            EnablePasswordStep.checkCredentialsId         item   refused   refused checks   refused checks     refused checks
            EnablePasswordBuilder.checkId                 global refused   checks  checks   checks  checks     checks  checks
            EnablePasswordBuilder.checkId                 item   refused   refused checks   refused checks     refused checks
            EnablePasswordBuilder.fillServerItems         global refused   hides   hides    hides   hides      hides   lists
            EnablePasswordBuilder.fillServerItems         item   refused   hides   lists    lists   lists      hides   lists
            EnablePasswordBuilder.fillCredentialsIdItems  global refused   hides   hides    hides   hides      hides   lists
            EnablePasswordBuilder.fillCredentialsIdItems  item   refused   hides   lists    lists   lists      hides   lists
            EnablePasswordBuilder.checkCredentialsId      global refused   checks  checks   checks  checks     checks  checks
            EnablePasswordBuilder.checkCredentialsId      item   refused   refused checks   refused checks     refused checks
            DisablePasswordStep.checkId                   global refused   checks  checks   checks  checks     checks  checks
            DisablePasswordStep.checkId                   item   refused   refused checks   refused checks     refused checks
            DisablePasswordStep.fillServerItems           global refused   hides   hides    hides   hides      hides   lists
            DisablePasswordStep.fillServerItems           item   refused   hides   lists    lists   lists      hides   lists
            DisablePasswordStep.fillCredentialsIdItems    global refused   hides   hides    hides   hides      hides   lists
            DisablePasswordStep.fillCredentialsIdItems    item   refused   hides   lists    lists   lists      hides   lists
            DisablePasswordStep.checkCredentialsId        global refused   checks  checks   checks  checks     checks  checks
            DisablePasswordStep.checkCredentialsId        item   refused   refused checks   refused checks     refused checks
            DisablePasswordBuilder.checkId                global refused   checks  checks   checks  checks     checks  checks
            DisablePasswordBuilder.checkId                item   refused   refused checks   refused checks     refused checks
            DisablePasswordBuilder.fillServerItems        global refused   hides   hides    hides   hides      hides   lists
            DisablePasswordBuilder.fillServerItems        item   refused   hides   lists    lists   lists      hides   lists
            DisablePasswordBuilder.fillCredentialsIdItems global refused   hides   hides    hides   hides      hides   lists
            DisablePasswordBuilder.fillCredentialsIdItems item   refused   hides   lists    lists   lists      hides   lists
            DisablePasswordBuilder.checkCredentialsId     global refused   checks  checks   checks  checks     checks  checks
            DisablePasswordBuilder.checkCredentialsId     item   refused   refused checks   refused checks     refused checks
            WithPasswordStep.checkPasswords               global refused   checks  checks   checks  checks     checks  checks
            WithPasswordStep.checkPasswords               item   refused   refused checks   refused checks     refused checks
            WithPasswordStep.fillServerItems              global refused   hides   hides    hides   hides      hides   lists
            WithPasswordStep.fillServerItems              item   refused   hides   lists    lists   lists      hides   lists
            WithPasswordStep.fillCredentialsIdItems       global refused   hides   hides    hides   hides      hides   lists
            WithPasswordStep.fillCredentialsIdItems       item   refused   hides   lists    lists   lists      hides   lists
            WithPasswordStep.checkCredentialsId           global refused   checks  checks   checks  checks     checks  checks
            WithPasswordStep.checkCredentialsId           item   refused   refused checks   refused checks     refused checks
            WithPasswordWrapper.checkIds                  global refused   checks  checks   checks  checks     checks  checks
            WithPasswordWrapper.checkIds                  item   refused   refused checks   refused checks     refused checks
            WithPasswordWrapper.fillServerItems           global refused   hides   hides    hides   hides      hides   lists
            WithPasswordWrapper.fillServerItems           item   refused   hides   lists    lists   lists      hides   lists
            WithPasswordWrapper.fillCredentialsIdItems    global refused   hides   hides    hides   hides      hides   lists
            WithPasswordWrapper.fillCredentialsIdItems    item   refused   hides   lists    lists   lists      hides   lists
            WithPasswordWrapper.checkCredentialsId        global refused   checks  checks   checks  checks     checks  checks
            WithPasswordWrapper.checkCredentialsId        item   refused   refused checks   refused checks     refused checks
            OpenWindowsMonitor.closeNow                   global refused   refused refused  refused refused    refused redirects
            OpenWindowsMonitor.forget                     global refused   refused refused  refused refused    refused redirects
            MySafeServer.checkName                        any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkUrl                         any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkTokenUrl                    any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkCredentialsId               any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkClientCertificateId         any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkTenant                      any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkTrustedCertificates         any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkConnectTimeout              any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkResponseTimeout             any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkTotalTimeout                any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkAttempts                    any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkConnections                 any    refused   refused refused  refused refused    refused checks
            MySafeServer.whoMay                           any    refused   refused refused  refused refused    refused checks
            AccessRule.checkJobs                          any    refused   refused refused  refused refused    refused checks
            AccessRule.checkIds                           any    refused   refused refused  refused refused    refused checks
            AccessRule.fillEffectItems                    any    refused   refused refused  refused refused    refused lists
            AccessRule.fillOperationsItems                any    refused   refused refused  refused refused    refused lists
            MySafeFolderProperty.checkIds                 global refused   checks  checks   checks  checks     checks  checks
            MySafeFolderProperty.checkIds                 item   refused   refused checks   refused checks     refused checks
            MySafeFolderProperty.fillServerItems          global refused   hides   hides    hides   hides      hides   lists
            MySafeFolderProperty.fillServerItems          item   refused   hides   lists    lists   lists      hides   lists
            MySafeFolderProperty.fillCredentialsIdItems   global refused   hides   hides    hides   hides      hides   lists
            MySafeFolderProperty.fillCredentialsIdItems   item   refused   hides   lists    lists   lists      hides   lists
            MySafeFolderProperty.checkCredentialsId       global refused   checks  checks   checks  checks     checks  checks
            MySafeFolderProperty.checkCredentialsId       item   refused   refused checks   refused checks     refused checks
            MySafeConfiguration.checkAuditMonths          any    refused   refused refused  refused refused    refused checks
            MySafeServer.checkLongestWindow               any    refused   refused refused  refused refused    refused checks
            MySafeServer.savedForm                        any    refused   refused refused  refused refused    refused shows
            MySafeServer.testConnection                   any    refused   refused refused  refused refused    refused connects
            MySafeServer.fillCredentialsIdItems           any    refused   hides   hides    hides   hides      hides   lists-system
            MySafeServer.fillClientCertificateIdItems     any    refused   hides   hides    hides   hides      hides   lists
            """;

    /** The audit across jobs is links, so by GET; whoever may not read the system's settings gets none of it. */
    private static final List<String> AUDIT = List.of("", "api/json", "api/xml", "csv", "jsonl");

    private static final Set<String> AUDIT_METHODS = Set.of("AuditLogAction.csv", "AuditLogAction.jsonl");

    private static final Map<String, String> PLACES =
            Map.of("global", "", "folder", "job/team/", "job", "job/team/job/deploy/");
    private static final Map<String, List<String>> WHERE = Map.of(
            "global", List.of("global"), "item", List.of("folder", "job"), "any", List.of("global", "folder", "job"));

    private static final String CERTIFICATE_ID = "mysafe-certificate";
    private static final String SYSTEM_ID = "mysafe-system";

    /** What nobody may learn from a form that is not theirs. */
    private static final List<String> NAMES =
            List.of("main", Controller.CREDENTIALS_ID, CERTIFICATE_ID, "ALLOW", "ENABLE");

    private static JenkinsRule jenkins;
    private static Web web;
    private static SimulatedServer server;
    private static SimulatedServer elsewhere;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Controller.keepViews();
        web = new Web(rule);
        server = SimulatedServer.http();
        elsewhere = SimulatedServer.http();
        Controller.configure(server);
        Controller.credentials(CredentialsScope.SYSTEM, SYSTEM_ID, "of Jenkins itself");
        SystemCredentialsProvider.getInstance().getCredentials().add(certificate());
        FreeStyleProject job =
                jenkins.createProject(Folder.class, "team").createProject(FreeStyleProject.class, "deploy");
        job.getBuildersList().add(new EnablePasswordBuilder("10"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(strategy());
        enable(true);
    }

    private static MockAuthorizationStrategy strategy() {
        return new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "extended", "user", "configurer", "manager")
                .grant(Item.EXTENDED_READ)
                .everywhere()
                .to("extended")
                .grant(CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("user")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin");
    }

    /** Jenkins has them switched off unless told otherwise. */
    private static void enable(boolean enabled) {
        for (Permission permission :
                List.of(Jenkins.MANAGE, Jenkins.SYSTEM_READ, Item.EXTENDED_READ, CredentialsProvider.USE_ITEM)) {
            permission.setEnabled(enabled);
        }
    }

    private static CertificateCredentialsImpl certificate() throws Exception {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        keyStore.store(bytes, "password".toCharArray());
        return new CertificateCredentialsImpl(
                CredentialsScope.GLOBAL,
                CERTIFICATE_ID,
                null,
                "password",
                new CertificateCredentialsImpl.UploadedKeyStoreSource(
                        null, SecretBytes.fromRawBytes(bytes.toByteArray())));
    }

    @AfterAll
    static void stop() throws Exception {
        enable(false);
        server.close();
        elsewhere.close();
        jenkins.after();
    }

    /** Whatever was asked, and by whom: none of it made the controller talk to anybody or changed its settings. */
    @AfterEach
    void nobodyWasTalkedToAndNothingWasChanged() {
        assertThat(server.connections()).isZero();
        assertThat(elsewhere.connections()).isZero();
        assertThat(MySafeConfiguration.get().getServers())
                .extracting("name", "url")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("main", server.url()));
    }

    static Stream<Arguments> cells() {
        List<String> lines = TABLE.lines().toList();
        List<String> callers = Arrays.asList(lines.get(0).substring(46).strip().split(" +"));
        List<Arguments> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(" +");
            for (String place : WHERE.get(row[1])) {
                for (int i = 1; i < callers.size(); i++) {
                    cells.add(Arguments.of(row[0], place, callers.get(i), "POST", row[i + 1]));
                    cells.add(Arguments.of(row[0], place, callers.get(i), "GET", "refused"));
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} in {1} context by {2} with {3}: {4}")
    @MethodSource("cells")
    void webMethodAnswersOnlyThoseWhoMay(String method, String place, String caller, String verb, String expected)
            throws Exception {
        String from = method.startsWith("OpenWindowsMonitor") ? "administrativeMonitor/" : "descriptorByName/";
        String path = PLACES.get(place) + from
                + CLASSES.get(method.substring(0, method.indexOf('.')))
                + "/" + method.substring(method.indexOf('.') + 1);
        Map<String, String> parameters = parameters("as-sent");
        if (method.endsWith(".savedForm")) {
            parameters.put("name", "main");
        }
        if (method.endsWith(".testConnection")) {
            parameters.put("credentialsId", Controller.CREDENTIALS_ID);
            parameters.put("clientCertificateId", "");
        }

        HttpResponse<String> response = verb.equals("POST")
                ? web.post(caller, path, parameters)
                : web.get(caller, path + "?" + Web.query(parameters));

        assertThat(seen(response, "as-sent")).isEqualTo(expected);
    }

    /** All parameters that any of them takes; the address is one of the caller's choice. */
    private static Map<String, String> parameters(String current) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("value", "10");
        parameters.put("name", "new");
        parameters.put("whoMayJob", "team/deploy");
        parameters.put("whoMayId", "10");
        parameters.put("url", elsewhere.url());
        parameters.put("tokenUrl", elsewhere.url() + "token");
        parameters.put("connectTimeout", "10");
        parameters.put("responseTimeout", "65");
        parameters.put("server", current);
        parameters.put("credentialsId", current);
        parameters.put("clientCertificateId", current);
        return parameters;
    }

    private static String seen(HttpResponse<String> response, String current) {
        String body = response.body();
        boolean named = NAMES.stream().anyMatch(name -> body.contains("\"" + name + "\""));
        if (body.contains(SYSTEM_ID)) {
            return named ? "lists-system" : "shows a credential of Jenkins itself";
        }
        if (response.statusCode() == 403 || response.statusCode() == 404) {
            return named ? "refused, but names something" : "refused";
        }
        if (response.statusCode() == 302) {
            return "redirects";
        }
        if (response.statusCode() != 200) {
            return "status " + response.statusCode();
        }
        if (elsewhere.connections() > 0) {
            elsewhere.close();
            elsewhere = SimulatedServer.http();
            return "connects";
        }
        if (body.contains(server.url())) {
            return "shows";
        }
        if (body.startsWith("<div")) {
            return named ? "checks, but names something" : "checks";
        }
        if (named) {
            return "lists";
        }
        return body.contains("\"" + current + "\"") ? "hides" : "answers " + body;
    }

    @ParameterizedTest
    @ValueSource(strings = {Web.ANONYMOUS, "reader", "extended", "user", "configurer", "manager", "auditor", "admin"})
    void auditIsShownToWhoMayReadTheSystemsSettingsAlone(String caller) throws Exception {
        boolean may = Set.of("auditor", "admin").contains(caller);
        for (String root : List.of("manage/mysafe-audit/", "mysafe-audit/")) {
            for (String path : AUDIT) {
                HttpResponse<String> response = web.get(caller, root + path);
                assertThat(response.statusCode()).as(root + path).isEqualTo(may ? 200 : 403);
                assertThat(web.post(caller, root + path + "?id=1*", Map.of()).body())
                        .as("whoever may not learns nothing of " + root + path)
                        .satisfies(body -> assertThat(may || !body.contains("is no identifier"))
                                .isTrue());
            }
        }
        for (String download : List.of("csv", "jsonl")) {
            assertThat(web.post(caller, "manage/mysafe-audit/" + download, Map.of())
                            .statusCode())
                    .isIn(403, 404, 405);
        }
    }

    /** Whoever may see the page may see a server on it, and change nothing. */
    @Test
    void savedServerIsShownToWhoMayReadTheSystemsSettingsWithoutAField() throws Exception {
        String path = "descriptorByName/" + CLASSES.get("MySafeServer") + "/savedForm";
        Map<String, String> main = Map.of("name", "main");
        assertThat(web.post("admin", path, main).body()).contains("<input", server.url());
        assertThat(web.post("auditor", path, main).body())
                .contains(server.url())
                .doesNotContain("type=\"text\"", "<textarea");
        assertThat(web.post("auditor", path, Map.of("name", "none")).statusCode())
                .isEqualTo(404);
        assertThat(web.get("reader", "descriptorByName/" + CLASSES.get("MySafeServer") + "/saved")
                        .body())
                .doesNotContain("main", server.url(), "_.url");
    }

    @Test
    void everyWebMethodHasItsRows() throws Exception {
        Set<String> rows = new TreeSet<>();
        TABLE.lines().skip(1).forEach(line -> rows.add(line.substring(0, line.indexOf(' '))));
        rows.addAll(AUDIT_METHODS);

        assertThat(webMethods()).isNotEmpty().isEqualTo(rows);
    }

    /** All methods of ours that Stapler could take for a web method, named as the table names them. */
    private static Set<String> webMethods() throws Exception {
        Path classes = Path.of(MySafeConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .toList();
        }
        Set<String> methods = new TreeSet<>();
        for (String name : names) {
            Class<?> type = Class.forName(name, false, MySafeConfiguration.class.getClassLoader());
            if (Modifier.isAbstract(type.getModifiers())) {
                continue; // asked for where they are inherited
            }
            for (Method method : type.getMethods()) {
                if (method.getDeclaringClass().getName().startsWith(OURS) && isWebMethod(method)) {
                    String owner = type.getName()
                            .replaceAll("(\\$DescriptorImpl|Descriptor)$", "")
                            .replaceAll(".*\\.", "");
                    String web = method.getName().replaceFirst("^do", "");
                    methods.add(owner + "." + Character.toLowerCase(web.charAt(0)) + web.substring(1));
                }
            }
        }
        return methods;
    }

    private static boolean isWebMethod(Method method) {
        return method.getName().matches("(do|js)[A-Z].*")
                || Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getName())
                        .anyMatch(annotation -> annotation.matches(
                                "org.kohsuke.stapler.(WebMethod|bind.JavaScriptMethod|verb[.].*|interceptor[.].*)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "manager"})
    void whoMayOnlyLookAtAJobSeesNothingWhereExtendedReadIsOff(String caller) throws Exception {
        enable(false);
        try {
            String step = "job/team/job/deploy/descriptorByName/" + CLASSES.get("EnablePasswordStep");

            assertThat(seen(web.post(caller, step + "/fillCredentialsIdItems", parameters("as-sent")), "as-sent"))
                    .isEqualTo("hides");
            assertThat(web.post(caller, step + "/checkId", parameters("as-sent"))
                            .statusCode())
                    .isEqualTo(403);
        } finally {
            enable(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkId", "fillCredentialsIdItems"})
    void postWithoutCrumbIsRefused(String method) throws Exception {
        String path = "descriptorByName/" + CLASSES.get("EnablePasswordStep") + "/" + method;

        assertThat(web.postWithoutCrumb("admin", path, parameters("as-sent")).statusCode())
                .isEqualTo(403);
    }

    /** Stapler can walk along getters and render views by URL; none of ours may be reached that way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/config",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/servers",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/servers/0",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/servers/0/config",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/servers/0/url",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/api/json?depth=9",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration/errorRows",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer/config",
                "descriptorByName/io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep/config",
                "extensionList/io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration",
                "manage/configure",
            })
    void settingsAreNotToBeReadByUrl(String path) throws Exception {
        for (String caller : List.of("reader", "configurer", "manager")) {
            assertThat(web.get(caller, path).body()).as(caller).doesNotContain(server.url(), Controller.CREDENTIALS_ID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"configurer", "manager", "reader", Web.ANONYMOUS})
    void onlyAnAdministratorSavesTheServers(String caller) throws Exception {
        String form = """
                {"io-jenkins-plugins-senhasegura-mysafe-config-MySafeConfiguration":
                 {"servers": [{"name": "main", "url": "%s"}]}}""".formatted(elsewhere.url());

        web.post(caller, "manage/configSubmit", Map.of("json", form));
        web.post(caller, "configSubmit", Map.of("json", form));

        assertThat(MySafeConfiguration.get().getServers().get(0).getUrl()).isEqualTo(server.url());
    }

    @Test
    void jobConfigurerCannotSendTheCredentialsElsewhere() throws Exception {
        String job = "job/team/job/deploy/";
        String xml = web.get("configurer", job + "config.xml").body();
        String url = "<url>" + elsewhere.url() + "</url><tokenUrl>" + elsewhere.url() + "</tokenUrl>"
                + "<server>main</server></io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>";
        assertThat(web.postXml(
                                "configurer",
                                job + "config.xml",
                                xml.replace("</io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder>", url))
                        .statusCode())
                .isEqualTo(200);
        FreeStyleProject changed = jenkins.jenkins.getItemByFullName("team/deploy", FreeStyleProject.class);

        jenkins.buildAndAssertSuccess(changed);

        assertThat(elsewhere.connections()).isZero();
        assertThat(server.requests(SimulatedServer.TOKEN)).isNotEmpty();
        // What was asked for here is allowed; the next test begins anew.
        server.close();
        server = SimulatedServer.http();
        Controller.configure(server);
    }
}
