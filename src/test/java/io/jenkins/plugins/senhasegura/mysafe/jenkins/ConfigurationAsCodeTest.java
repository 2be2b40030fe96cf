package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.BulkChange;
import hudson.XmlFile;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeSettings;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;

/** {@code unclassified: mysafe:} read, written and refused. */
class ConfigurationAsCodeTest extends SharedJenkins {
    private static final String MINIMAL = """
            unclassified:
              mysafe:
                servers:
                  - name: production
                    url: https://senhasegura.example.com
                    credentialsId: mysafe-api
            """;

    private static final String FULL =
            """
            unclassified:
              mysafe:
                servers:
                  - name: production
                    url: https://senhasegura.example.com:8443/path/
                    tokenUrl: iso/oauth2/token
                    tenant: acme
                    credentialsId: mysafe-api
                    clientCertificateId: mysafe-certificate
                    trustedCertificates: |
                      %s
                    connectTimeout: 1
                    responseTimeout: 600
                    totalTimeout: 3600
                    attempts: 10
                    connections: 1000
                    circuitBreaker: false
                  - name: test
                    url: http://localhost/
                unstableOn:
                  - PASSWORD_NOT_FOUND
                  - ACCESS_DENIED
                failOn:
                  - SERVER_ERROR
                passOn:
                  - RATE_LIMITED
                auditMonths: 36
            """.formatted(Certificates.authority("The company's").pem().strip().replace("\n", "\n          "));

    @AfterEach
    void reset() {
        Controller.mapping(List.of(), List.of());
        configuration().setPassOn(List.of());
        configuration().setAuditMonths("24");
    }

    private static MySafeConfiguration configuration() {
        return MySafeConfiguration.get();
    }

    private static void apply(String yaml) throws ConfiguratorException {
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    /** What the export says of us. */
    private static String exported() throws Exception {
        CNode ours = Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                .get("mysafe");
        return ours == null ? "" : Util.toYamlString(ours);
    }

    private static String asDocument(String mysafe) {
        return "unclassified:\n  mysafe:\n    " + mysafe.strip().replace("\n", "\n    ") + "\n";
    }

    @Test
    void everyAttributeIsRead() throws Exception {
        apply(FULL);

        MySafeServer read = configuration().settings().server(null);
        assertThat(read)
                .hasFieldOrPropertyWithValue("name", "production")
                .hasFieldOrPropertyWithValue("url", "https://senhasegura.example.com:8443/path/")
                .hasFieldOrPropertyWithValue("tokenUrl", "iso/oauth2/token")
                .hasFieldOrPropertyWithValue("tenant", "acme")
                .hasFieldOrPropertyWithValue("credentialsId", "mysafe-api")
                .hasFieldOrPropertyWithValue("clientCertificateId", "mysafe-certificate")
                .hasFieldOrPropertyWithValue("connectTimeout", 1)
                .hasFieldOrPropertyWithValue("responseTimeout", 600)
                .hasFieldOrPropertyWithValue("totalTimeout", 3600)
                .hasFieldOrPropertyWithValue("attempts", 10)
                .hasFieldOrPropertyWithValue("connections", 1000)
                .hasFieldOrPropertyWithValue("circuitBreaker", false);
        assertThat(read.getTrustedCertificates()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(read.tokenUrls()).hasToString("[https://senhasegura.example.com:8443/path/iso/oauth2/token]");
        assertThat(configuration().settings().server("test").getUrl()).isEqualTo("http://localhost/");
        assertThat(configuration().settings().mapping().resultOf(Outcome.PASSWORD_NOT_FOUND))
                .isEqualTo(BuildResult.UNSTABLE);
        assertThat(configuration().settings().mapping().resultOf(Outcome.SERVER_ERROR))
                .isEqualTo(BuildResult.FAILURE);
        assertThat(configuration().settings().mapping().resultOf(Outcome.RATE_LIMITED))
                .isEqualTo(BuildResult.SUCCESS);
    }

    @Test
    void fewLinesAreEnough() throws Exception {
        assertThat(MINIMAL.lines()).hasSizeLessThanOrEqualTo(15);

        apply(MINIMAL.replace("https://senhasegura.example.com", server.url()));
        run(Result.SUCCESS, "mysafeEnablePassword 10");

        assertThat(server.requests(SimulatedServer.ENABLE_10)).hasSize(1);
        assertThat(configuration().settings().server(null))
                .usingRecursiveComparison()
                .ignoringFields("trust", "accessRules", "credentialsId")
                .isEqualTo(new MySafeServer("production", server.url()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full", "nothing"})
    void exportIsReadAsTheSame(String which) throws Exception {
        Controller.servers();
        switch (which) {
            case "minimal" -> apply(MINIMAL);
            case "full" -> apply(FULL);
            default -> {}
        }
        List<MySafeServer> servers = configuration().getServers();
        List<String> unstableOn = configuration().getUnstableOn();
        List<String> failOn = configuration().getFailOn();
        List<String> passOn = configuration().getPassOn();
        int auditMonths = configuration().getAuditMonths();
        String exported = exported();

        Controller.servers();
        Controller.mapping(List.of(), List.of());
        configuration().setAuditMonths("24");
        if (!exported.isBlank()) {
            apply(asDocument(exported));
        }

        assertThat(configuration().getServers())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trust", "accessRules")
                .containsExactlyElementsOf(servers);
        assertThat(configuration().getUnstableOn()).isEqualTo(unstableOn);
        assertThat(configuration().getFailOn()).isEqualTo(failOn);
        assertThat(configuration().getPassOn()).isEqualTo(passOn);
        assertThat(configuration().getAuditMonths()).isEqualTo(auditMonths);
        assertThat(exported()).isEqualTo(exported);
    }

    @Test
    void settingsThatCannotBeLoadedDeleteNothingOfTheAudit() throws Exception {
        Path stored = jenkins.jenkins.getRootDir().toPath().resolve(MySafeConfiguration.class.getName() + ".xml");
        byte[] before = Files.exists(stored) ? Files.readAllBytes(stored) : null;
        try {
            Files.deleteIfExists(stored);
            assertThat(loaded().getAuditMonths()).isEqualTo(24);
            Files.writeString(stored, "<broken");
            assertThat(loaded().getAuditMonths()).isEqualTo(1200);
            String file = "<io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration><settings>%s</settings>"
                    + "</io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration>";
            for (String bad : List.of("12000", "0", "36x", "99999999999")) {
                Files.writeString(stored, file.formatted("<auditMonths>" + bad + "</auditMonths>"));
                assertThat(loaded().getAuditMonths()).as(bad).isEqualTo(1200);
            }
            Files.writeString(stored, file.formatted("<auditMonths>36</auditMonths>"));
            assertThat(loaded().getAuditMonths()).isEqualTo(36);
            Files.writeString(stored, file.formatted(""));
            assertThat(loaded().getAuditMonths()).isEqualTo(24);
        } finally {
            Files.deleteIfExists(stored);
            if (before != null) {
                Files.write(stored, before);
            }
        }
    }

    private static MySafeConfiguration loaded() {
        MySafeConfiguration fresh = new MySafeConfiguration();
        fresh.load();
        return fresh;
    }

    @Test
    void wholeExportHoldsOursAndNoSecret() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();

        ConfigurationAsCode.get().export(all);

        assertThat(all.toString(StandardCharsets.UTF_8))
                .contains("mysafe:", "credentialsId: \"mysafe-api\"", server.url())
                .doesNotContain(Controller.SECRET);
    }

    @Test
    void sameYamlAgainChangesNothing() throws Exception {
        apply(FULL);
        String before = exported();

        apply(FULL);

        assertThat(exported()).isEqualTo(before);
    }

    @Test
    void listsThatAreLeftOutStayAsTheyAre() throws Exception {
        apply(FULL);

        apply("unclassified:\n  mysafe:\n    failOn: []\n");

        assertThat(configuration().getServers()).hasSize(2);
        assertThat(configuration().getUnstableOn()).containsExactly("PASSWORD_NOT_FOUND", "ACCESS_DENIED");
        assertThat(configuration().getFailOn()).isEmpty();
    }

    @Test
    void variablesAreFilledIn() throws Exception {
        apply(MINIMAL.replace("mysafe-api", "${MYSAFE_NOT_SET:-from-the-default}"));

        assertThat(configuration().settings().server(null).getCredentialsId()).isEqualTo("from-the-default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "url: https://senhasegura.example.com | url: ftp://example.com           | url: \"ftp://example.com\" is neither http nor https.",
                "url: https://senhasegura.example.com | url: https://u:p@example.com     | holds a user name or a password.",
                "url: https://senhasegura.example.com | url: https://example.com/?a=b    | has a query or a fragment.",
                "url: https://senhasegura.example.com | url: \"\"                        | url: is missing.",
                "url: https://senhasegura.example.com | attempts: 1                      | url: is missing.",
                "name: production                     | name: \" \"                      | name: is missing.",
                "credentialsId: mysafe-api            | tokenUrl: \"https://x/#y\"       | tokenUrl: ",
                "credentialsId: mysafe-api            | connectTimeout: 0                | connectTimeout: \"0\" is not allowed. Give a whole number from 1 to 120.",
                "credentialsId: mysafe-api            | responseTimeout: 601               | responseTimeout: \"601\" is not allowed.",
                "credentialsId: mysafe-api            | totalTimeout: -1                 | totalTimeout: \"-1\" is not allowed.",
                "credentialsId: mysafe-api            | attempts: 11                     | server \"production\", attempts: \"11\" is not allowed.",
                "credentialsId: mysafe-api            | attempts: many                   | attempts: \"many\" is not a whole number. Give one from 1 to 10",
                "credentialsId: mysafe-api            | attempts: \"2.5\"                  | attempts: \"2.5\" is not a whole number. Give one from 1 to 10",
                "credentialsId: mysafe-api            | attempts: \"\"                     | attempts: is empty. Give a whole number from 1 to 10",
                "credentialsId: mysafe-api            | tenant: acme.example.com         | tenant: \"acme.example.com\" is not the name of a tenant. Give only its subdomain",
                "credentialsId: mysafe-api            | connections: 0                   | connections: \"0\" is not allowed.",
                "credentialsId: mysafe-api            | trustedCertificates: none        | trustedCertificates: holds no certificate.",
            })
    void badServerIsRefusedWithOurMessageAndNothingChanges(String good, String bad, String message) throws Exception {
        refused(MINIMAL.replace(good, bad), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unstableOn: [NOT_FOUND]                    | unstableOn: \"NOT_FOUND\" is not an error that can be mapped. Use one of PASSWORD_NOT_FOUND, ",
                "failOn: [CONFIGURATION]                    | failOn: \"CONFIGURATION\" is not an error that can be mapped.",
                "failOn: [ACTIVATED]                        | failOn: \"ACTIVATED\" is not an error that can be mapped.",
                "passOn: [NOT_PERMITTED]                    | passOn: \"NOT_PERMITTED\" is not an error that can be mapped.",
                "unstableOn: [BAD_REQUEST, BAD_REQUEST]     | unstableOn: \"BAD_REQUEST\" is named twice.",
            })
    void badMappingIsRefusedWithOurMessageAndNothingChanges(String line, String message) throws Exception {
        refused("unclassified:\n  mysafe:\n    " + line + "\n", message);
    }

    private void refused(String yaml, String message) throws Exception {
        String before = exported();

        assertThatThrownBy(() -> apply(yaml))
                .satisfies(failure -> assertThat(ExceptionUtils.getThrowableList(failure))
                        .extracting(Throwable::getMessage)
                        .anySatisfy(said -> assertThat(said).contains(message)));

        assertThat(exported()).isEqualTo(before);
    }

    /** It never reaches us, so that nobody can refuse it; the page on configuration as code says so. */
    @ParameterizedTest
    @ValueSource(strings = {"attempts: 2.5", "attempts: 9.0", "longestWindow: 0.5", "tenant: 3.33"})
    void numberWithAPointIsLeftOutByConfigurationAsCodeItself(String line) throws Exception {
        apply(MINIMAL);
        String without = exported();

        apply(MINIMAL.replace("credentialsId: mysafe-api", "credentialsId: mysafe-api\n        " + line));

        assertThat(exported()).isEqualTo(without);
    }

    /** The name is needed, so that one that is left out is missed. */
    @Test
    void nameThatLooksLikeSuchANumberNeedsQuotes() throws Exception {
        refused(MINIMAL.replace("name: production", "name: 3.33"), "name: is missing.");

        apply(MINIMAL.replace("name: production", "name: \"3.33\""));

        assertThat(MySafeConfiguration.get().getServers().get(0).getName()).isEqualTo("3.33");
    }

    @ParameterizedTest
    @CsvSource({"urls: x", "secret: x", "trustAll: true"})
    void unknownAttributeIsRefused(String line) {
        assertThatThrownBy(() -> apply(MINIMAL.replace("credentialsId: mysafe-api", line)))
                .isInstanceOf(ConfiguratorException.class);
    }

    @Test
    void twoServersOfOneNameAreSaidByTheBuildThatMeansOne() throws Exception {
        apply(MINIMAL + MINIMAL.lines().skip(3).reduce("", (all, line) -> all + line + "\n"));

        assertThat(log(run(Result.FAILURE, "mysafeEnablePassword 10")))
                .contains("server: \"production\" is configured more than once.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unstableOn", "failOn"})
    void errorInTwoListsIsRefusedAndNothingChanges(String list) throws Exception {
        refused(
                MINIMAL + "    " + list + ": [BAD_REQUEST]\n    passOn: [BAD_REQUEST]\n",
                "\"BAD_REQUEST\" is named twice. Name each error once, in unstableOn, failOn or passOn.");
    }

    @Test
    void errorThatIsNamedInAnotherListLeavesTheOneThatIsLeftOut() throws Exception {
        apply(MINIMAL + "    unstableOn: [BAD_REQUEST, ACCESS_DENIED]\n");

        apply("unclassified:\n  mysafe:\n    failOn: [BAD_REQUEST]\n");

        assertThat(configuration().getUnstableOn()).containsExactly("ACCESS_DENIED");
        assertThat(configuration().getFailOn()).containsExactly("BAD_REQUEST");
    }

    // --- one change --------------------------------------------------------------------------------

    /** Just what form and YAML do: setter by setter, within one bulk change. */
    @Test
    void whatIsSetOneByOneIsSeenAndStoredAtOnce() throws Exception {
        Controller.servers(Controller.server("before", server.url()));
        Controller.mapping(List.of("BAD_REQUEST"), List.of());
        MySafeSettings before = configuration().settings();
        Stored.settings.clear();

        try (BulkChange all = new BulkChange(configuration())) {
            configuration().setServers(List.of(Controller.server("after", server.url())));
            configuration().setFailOn(List.of("BAD_REQUEST"));
            configuration().setUnstableOn(List.of());
            assertThat(configuration().settings()).isSameAs(before);
            assertThat(before.mapping().resultOf(Outcome.BAD_REQUEST)).isEqualTo(BuildResult.UNSTABLE);
            all.commit();
        }

        assertThat(configuration().settings().server(null).getName()).isEqualTo("after");
        assertThat(configuration().settings().mapping().resultOf(Outcome.BAD_REQUEST))
                .isEqualTo(BuildResult.FAILURE);
        assertThat(Stored.settings).containsExactly(configuration().settings());
    }

    @Test
    void changeThatIsGivenUpLeavesNothingBehind() throws Exception {
        MySafeSettings before = configuration().settings();

        try (BulkChange all = new BulkChange(configuration())) {
            configuration().setServers(List.of());
            assertThatThrownBy(() -> configuration().setFailOn(List.of("TYPO"))).isInstanceOf(SettingException.class);
        }
        configuration().save();

        assertThat(configuration().settings()).isSameAs(before);
    }

    /** Builds that start while an error is moved to and fro, and the only server is replaced, by YAML. */
    @Test
    void buildsNeverSeeHalfOfAChange() throws Exception {
        String one = MINIMAL + "    unstableOn: [BAD_REQUEST]\n    failOn: []\n";
        String other = MINIMAL.replace("production", "other") + "    unstableOn: []\n    failOn: [BAD_REQUEST]\n";
        apply(one);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        Thread builds = new Thread(() -> {
            while (!over.get()) {
                // The two cores are the configuration's, too.
                Thread.yield();
                try {
                    MySafeSettings now = configuration().settings();
                    seen.add(now.server(null).getName() + " " + now.mapping().resultOf(Outcome.BAD_REQUEST));
                } catch (RuntimeException half) {
                    seen.add(half.getMessage());
                }
            }
        });
        builds.start();
        try {
            for (int i = 0; i < 10; i++) {
                apply(i % 2 == 0 ? other : one);
            }
        } finally {
            over.set(true);
            builds.join();
        }

        assertThat(seen).isSubsetOf("production UNSTABLE", "other FAILURE");
    }

    /** What our settings were whenever they were stored. */
    @TestExtension
    public static final class Stored extends SaveableListener {
        static final List<MySafeSettings> settings = new CopyOnWriteArrayList<>();

        @Override
        public void onChange(Saveable changed, XmlFile file) {
            if (changed instanceof MySafeConfiguration ours) {
                settings.add(ours.settings());
            }
        }
    }
}
