package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.senhasegura.mysafe.client.model.NotPermittedException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job gets, by the rules of the server and the limits of all its folders; without a Jenkins. */
class AccessTest {
    private static final PasswordId TEN = new PasswordId(10);

    private static AccessRule rule(String effect, String jobs, String ids) {
        AccessRule rule = new AccessRule(jobs);
        rule.setEffect(effect);
        rule.setIds(ids);
        return rule;
    }

    private static MySafeServer server(String name, AccessRule... rules) {
        MySafeServer server = new MySafeServer(name, "https://" + name + ".example.com");
        server.setCredentialsId("of-" + name);
        server.setRules(List.of(rules));
        return server;
    }

    private static MySafeSettings settings(MySafeServer... servers) {
        return new MySafeSettings(List.of(servers), List.of(), List.of(), List.of(), 24);
    }

    private static Access access(MySafeSettings settings, List<FolderLimit> limits, String server, String credentials) {
        return new Access("app/main", settings, new InheritedLimits(limits), server, credentials);
    }

    private static FolderLimit limit(String folder, String server, String credentialsId, String ids) {
        return FolderLimit.of(folder, server, credentialsId, ids);
    }

    private static String refusal(Access access) {
        try {
            access.check(TEN, Operation.ENABLE);
            return null;
        } catch (NotPermittedException forbidden) {
            assertThat(forbidden.server()).isEqualTo(access.server().getName());
            return forbidden.message(Locale.ENGLISH);
        }
    }

    @Test
    void whoIsRefusedLearnsWhatToAddAndNothingOfOthers() {
        MySafeServer server = server("main", rule("DENY", "app/PR-*", "*"), rule("ALLOW", "secret-project/**", "4711"));
        Access access = access(settings(server), List.of(), null, null);

        assertThat(refusal(access))
                .isEqualTo("app/main may not ENABLE password 10 on the server main: none of its rules allows it. An"
                        + " administrator would have to add one under Who may, such as"
                        + " \"effect: ALLOW, jobs: app/main, ids: 10, operations: ENABLE\".");
    }

    @Test
    void whatIsToBeAddedIsForThatJobAlone() {
        Access access = new Access(
                "ops, night/x,main",
                settings(server("main", rule("ALLOW", "other", "*"))),
                new InheritedLimits(List.of()),
                null,
                null);
        assertThat(refusal(access))
                .startsWith("ops, night/x,main may not")
                .contains("\"effect: ALLOW, jobs: ops%2C night/x%2Cmain, ids: 10,");
        AccessRule rule = rule("ALLOW", "ops%2C night/x%2Cmain", "*");
        AccessRules rules = AccessRules.of(List.of(rule), 1);
        assertThat(rules.decide("ops, night/x,main", 10, Operation.ENABLE).permitted())
                .isTrue();
        assertThat(rules.decide("main", 10, Operation.ENABLE).permitted()).isFalse();
    }

    @Test
    void whoIsDeniedLearnsThatARuleHasToGoInFront() {
        Access access = access(settings(server("main", rule("DENY", "**", "*"))), List.of(), null, null);
        assertThat(refusal(access)).contains("one of its rules denies it", "in front of it", "jobs: app/main");
    }

    @Test
    void lineEndsInAJobsNameMakeNoFurtherLineInTheLog() {
        Access access = new Access(
                "app/a\nb",
                settings(server("main", rule("DENY", "**", "*"))),
                new InheritedLimits(List.of()),
                null,
                null);
        assertThat(refusal(access).lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // what the job names; what it gets, or why not
                "-, -, b, of-folder, -",
                "b, -, b, of-folder, -",
                "b, of-folder, b, of-folder, -",
                "a, -, -, -, limits its jobs to another server",
                "b, other, -, -, limits its jobs to others",
            })
    void theFolderGivesWhatTheJobDoesNotNameAndAllowsNothingElse(
            String server, String credentials, String gets, String getsCredentials, String why) {
        MySafeSettings settings = settings(server("a"), server("b"));
        Access access = access(settings, List.of(limit("app", "b", "of-folder", null)), server, credentials);
        if (why == null) {
            assertThat(refusal(access)).isNull();
            assertThat(access.server().getName()).isEqualTo(gets);
            assertThat(access.credentialsId()).isEqualTo(getsCredentials);
        } else {
            assertThat(refusal(access)).contains(why, "the folder app", "app/main", "password 10");
        }
    }

    @Test
    void withoutFoldersTheFirstServerAndItsOwnCredentialsAreTaken() {
        Access access = access(settings(server("a"), server("b")), List.of(), null, null);
        assertThat(refusal(access)).isNull();
        assertThat(access.server().getName()).isEqualTo("a");
        assertThat(access.credentialsId()).isNull();
        assertThat(access.anyCredentialsId()).isEqualTo("of-a");
    }

    @Test
    void anInnerValueOutsideTheOuterOneIsRefused() {
        MySafeSettings settings = settings(server("a"), server("b"));
        List<FolderLimit> servers = List.of(limit("app", "a", null, null), limit("app/in", "b", null, null));
        assertThat(refusal(access(settings, servers, null, null))).contains("the folder app limits");
        assertThat(refusal(access(settings, servers, "a", null))).contains("the folder app/in limits");

        List<FolderLimit> ids = List.of(limit("app", null, null, "20-29"), limit("app/in", null, null, "10, 20"));
        assertThat(refusal(access(settings, ids, null, null)))
                .contains("the folder app limits its jobs to other ids", "add 10")
                .doesNotContain("20");
    }

    @Test
    void aLimitThatCannotBeReadAllowsNothing() {
        Access access = access(settings(server("a")), List.of(limit("app", null, null, "20-10")), null, null);
        assertThat(refusal(access)).contains("cannot be read", "the folder app");
    }

    @Test
    void aFolderWhoseServerIsGoneIsAnErrorOfSettings() {
        assertThatThrownBy(() -> access(settings(server("a")), List.of(limit("app", "gone", null, null)), null, null))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("\"gone\" is not configured");
    }

    /** A credentials parameter of the build may go by the id that the folder names, and hold another. */
    @Test
    void credentialsThatWereFoundHaveToBeThoseOfTheFolder() {
        StandardCredentials other = mock(StandardCredentials.class);
        when(other.getId()).thenReturn("other");
        MySafeSettings settings = settings(server("a"));
        Access limited = access(settings, List.of(limit("app", null, "of-folder", null)), null, null);
        assertThatThrownBy(() -> limited.checkFound(other))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("the folder app");
        assertThatCode(() -> access(settings, List.of(), null, null).checkFound(other))
                .doesNotThrowAnyException();
    }

    private static Item item(String fullName, ItemGroup<?> parent) {
        Item item = mock(Item.class, withSettings().extraInterfaces(ItemGroup.class));
        when(item.getFullName()).thenReturn(fullName);
        doReturn(parent).when(item).getParent();
        return item;
    }

    @Test
    void limitsAreReadFromAllAncestorsAndWhatBreaksAllowsNothing() {
        Item outer = item("outer", mock(ItemGroup.class));
        Item inner = item("outer/inner", (ItemGroup<?>) outer);
        Item job = item("outer/inner/job", (ItemGroup<?>) inner);
        List<Item> asked = new ArrayList<>();
        InheritedLimits read = InheritedLimits.of(job, List.of(item -> {
            asked.add(item);
            return item == outer ? limit("outer", "a", null, null) : null;
        }));
        assertThat(asked).containsExactly(job, inner, outer);
        assertThat(read.server()).isEqualTo("a");
        assertThat(read.unreadable()).isNull();

        InheritedLimits broken = InheritedLimits.of(job, List.of(item -> {
            if (item == outer) {
                throw new NoClassDefFoundError("gone");
            }
            return null;
        }));
        assertThat(broken.unreadable().folder()).isEqualTo("outer");
    }

    /** There are folders, and what reads their limits was not loaded. */
    @Test
    void foldersThatNobodyCanReadAllowNothing() {
        AbstractFolder<?> folder = mock(AbstractFolder.class);
        when(folder.getFullName()).thenReturn("team");
        Item job = item("team/job", folder);
        assertThat(InheritedLimits.of(job, List.of()).unreadable().folder()).isEqualTo("team");
        assertThat(InheritedLimits.of(job, List.of(item -> null)).unreadable()).isNull();
    }

    @Test
    void aMatrixConfigurationOrAPromotionCountsAsItsProject() {
        AbstractProject<?, ?> project = mock(AbstractProject.class);
        AbstractProject<?, ?> part = mock(AbstractProject.class);
        doReturn(project).when(part).getRootProject();
        Item pipeline = mock(Item.class);
        assertThat(InheritedLimits.rootOf(part)).isSameAs(project);
        assertThat(InheritedLimits.rootOf(pipeline)).isSameAs(pipeline);
    }

    record Question(List<FolderLimit> limits, FolderLimit further, int at, List<AccessRule> rules, String[] named) {}

    @Provide
    Arbitrary<Question> questions() {
        Arbitrary<String> value = Arbitraries.of("a", "b", null);
        Arbitrary<String> ids = Arbitraries.of("10", "1-9", "10-20", "5-10, 12", "*", null, "20-10");
        Arbitrary<FolderLimit> limit =
                Combinators.combine(value, value, ids).as((server, key, range) -> limit("f", server, key, range));
        Arbitrary<AccessRule> rule = Combinators.combine(
                        Arbitraries.of("ALLOW", "DENY"),
                        Arbitraries.of("**", "app/*", "app/main", "other", "app/**, x"),
                        Arbitraries.of("10", "1-9", "10-20", "*"))
                .as(AccessTest::rule);
        return Combinators.combine(
                        limit.list().ofMaxSize(3),
                        limit,
                        Arbitraries.integers().between(0, 3),
                        rule.list().ofMaxSize(4),
                        value.array(String[].class).ofSize(2))
                .as(Question::new);
    }

    /** Any rules, any folders, any place for one more, any job: what is allowed with it was allowed without it. */
    @Property
    void narrowingNeverWidens(@ForAll("questions") Question question, @ForAll("idsToAsk") long id) {
        MySafeServer a = server("a");
        a.setRules(question.rules);
        MySafeSettings settings = settings(a, server("b"));
        List<FolderLimit> narrower = new ArrayList<>(question.limits);
        narrower.add(Math.min(question.at, narrower.size()), question.further);

        Access narrow = access(settings, narrower, question.named[0], question.named[1]);
        if (isAllowed(narrow, id)) {
            // What it got by default is asked for by name.
            Access wide = access(settings, question.limits, narrow.server().getName(), narrow.credentialsId());
            assertThat(wide.credentialsId())
                    .isIn(narrow.credentialsId(), new InheritedLimits(question.limits).credentialsId());
            assertThat(isAllowed(wide, id)).isTrue();
        }
    }

    @Provide
    Arbitrary<Long> idsToAsk() {
        return Arbitraries.longs().between(1, 21);
    }

    private static boolean isAllowed(Access access, long id) {
        try {
            access.check(new PasswordId(id), Operation.ENABLE);
            return true;
        } catch (NotPermittedException forbidden) {
            return false;
        }
    }

    @Test
    void theMonitorTellsOfRulesThatDoNotDoWhatTheySeemTo() {
        MySafeServer one = server("one", rule("ALLOW", "a", "*"), rule("DENY", "b", "*"), rule("ALLOW", "a", "*"));
        MySafeServer other = new MySafeServer("other", "https://ONE.example.com:443");
        MySafeServer tenant = new MySafeServer("tenant", "https://one.example.com");
        tenant.setTenant("acme");
        assertThat(SettingsReview.ofSettings(List.of(one, other, tenant), List.of(), Instant.EPOCH))
                .extracting(Object::toString)
                .containsExactly("rulesEqual at mysafe-1-rules", "rulesDiffer at mysafe-2-rules");
    }

    @Test
    void patternsThatMatchNoJobOfTodayAreNamed() {
        assertThat(RuleCheck.idle(JobPattern.parse("app/*, gone/**, app/mian"), Set.of("app/main", "x")))
                .isEqualTo("gone/**, app/mian");
    }

    /** Look-ups are shared by those alone that were permitted by the very same settings. */
    @Test
    void settingsOfAnotherMomentAreOthersWhateverTheyHold() {
        assertThat(settings()).isNotEqualTo(settings());
    }
}
