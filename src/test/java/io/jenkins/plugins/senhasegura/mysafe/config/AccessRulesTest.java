package io.jenkins.plugins.senhasegura.mysafe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules match what, and that the first of them decides. */
class AccessRulesTest {

    private static AccessRule rule(String effect, String jobs, String ids, String operations) {
        AccessRule rule = new AccessRule(jobs);
        rule.setEffect(effect);
        rule.setIds(ids);
        rule.setOperations(operations);
        return rule;
    }

    private static AccessRules.Decision decide(List<AccessRule> rules, String job, long id, Operation operation) {
        return AccessRules.of(rules, rules.size()).decide(job, id, operation);
    }

    @ParameterizedTest
    @CsvSource({
        "app/main, app/main, true",
        "app/user@fix!, app/user@fix!, true",
        "app/a&b;c|$d<e>, app/a&b;c|$d<e>, true",
        "'app/x%2Cmain, other', 'app/x,main', true",
        "'app/x%2Cmain, other', main, false",
        "app/x%2Cmain, app/x%2Cmain, false",
        "app/main, app/main2, false",
        "app/main, App/main, false",
        "app/main, other/app/main, false",
        "app/main, app/main/nested, false",
        "app/*, app/main, true",
        "app/*, app/team/main, false",
        "app/*, app, false",
        "app/PR-*, app/PR-12, true",
        "app/PR-*, app/main, false",
        "app/**, app/main, true",
        "app/**, app/team/a/main, true",
        "app/**, apple/main, false",
        "app/**/deploy, app/deploy, true",
        "app/**/deploy, app/a/b/deploy, true",
        "app/**/deploy, app/a/b/deploy/c, false",
        "**/deploy, deploy, true",
        "**/deploy, a/b/deploy, true",
        "**, anything/at/all, true",
        "'app/a*b*c', app/aXXbYYc, true",
        "'app/a*b*c', app/aXXbYY, false",
        "app/feature%2Fx, app/feature%2Fx, true",
        "'a, b/c', b/c, true",
    })
    void patternsMatchFullNamesAsJenkinsStoresThem(String jobs, String job, boolean matches) {
        assertThat(decide(List.of(rule("ALLOW", jobs, "*", "*")), job, 1, Operation.ENABLE)
                        .permitted())
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, true",
        "10, 11, false",
        "'10, 20-29', 20, true",
        "'10, 20-29', 29, true",
        "'10, 20-29', 30, false",
        "'10, 20-29', 19, false",
        "*, 9223372036854775807, true",
        "'5-9, 1-6, 8-12', 7, true",
        "'5-9, 1-6, 8-12', 13, false",
    })
    void idsAreListedAndRanged(String ids, long id, boolean matches) {
        assertThat(decide(List.of(rule("ALLOW", "**", ids, "*")), "job", id, Operation.ENABLE)
                        .permitted())
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20-10", "1-", "-5", "0", "1-0", "x", "1,,y", "01", "1 2", " ", "9223372036854775808"})
    void idsThatAreNoneAreRefusedWithTheirRemedy(String ids) {
        assertThatThrownBy(() -> rule("ALLOW", "**", ids, "*"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("ids: ")
                .hasMessageContaining("20-29");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "app\\main", "/app", "app/", "a//b", "app**", "**app/x", "a/../b", "a:b", "a?b"})
    void jobsThatCanNeverMatchAreRefusedWithTheirRemedy(String jobs) {
        assertThatThrownBy(() -> new AccessRule(jobs))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("jobs: ")
                .hasMessageContaining("app/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "enable", "ENABLE;DISABLE", "READ"})
    void unknownOperationsAreRefused(String operations) {
        assertThatThrownBy(() -> rule("ALLOW", "**", "*", operations))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("operations: ");
    }

    @Test
    void withoutRulesEverybodyMay() {
        assertThat(decide(List.of(), "any", 1, Operation.DISABLE)).isEqualTo(new AccessRules.Decision(true, 0));
    }

    @Test
    void theFirstThatMatchesDecidesAndWhatNoneMatchesIsNotPermitted() {
        List<AccessRule> rules = List.of(
                rule("DENY", "app/PR-*", "*", "*"),
                rule("ALLOW", "app/*", "10, 20-29", "ENABLE"),
                rule("ALLOW", "ops/**", "*", "*"));
        assertThat(decide(rules, "app/PR-1", 10, Operation.ENABLE)).isEqualTo(new AccessRules.Decision(false, 1));
        assertThat(decide(rules, "app/main", 10, Operation.ENABLE)).isEqualTo(new AccessRules.Decision(true, 2));
        assertThat(decide(rules, "app/main", 10, Operation.DISABLE)).isEqualTo(new AccessRules.Decision(false, 0));
        assertThat(decide(rules, "app/main", 11, Operation.ENABLE)).isEqualTo(new AccessRules.Decision(false, 0));
        assertThat(decide(rules, "ops/a/b", 11, Operation.DISABLE)).isEqualTo(new AccessRules.Decision(true, 3));
    }

    @Test
    void aRuleThatCannotBeReadPermitsNothing() throws ReflectiveOperationException {
        AccessRule broken = rule("ALLOW", "**", "*", "*");
        // As config.xml may have it, which no setter checks.
        var ids = AccessRule.class.getDeclaredField("ids");
        ids.setAccessible(true);
        ids.set(broken, "20-10");
        AccessRules rules = AccessRules.of(List.of(rule("ALLOW", "**", "*", "*"), broken), 2);
        assertThat(rules.decide("any", 1, Operation.ENABLE)).isEqualTo(new AccessRules.Decision(false, 0));
        assertThat(rules.unreadable()).hasMessageContaining("20-10");
        assertThat(rules.isEmpty()).isFalse();
    }

    /** Jenkins leaves out of a list what it cannot load: that may have been the rule that denies. */
    @Test
    void aRuleThatWasLostOnTheWayPermitsNothing() {
        AccessRules rules = AccessRules.of(List.of(rule("ALLOW", "**", "*", "*")), 2);
        assertThat(rules.decide("any", 1, Operation.ENABLE).permitted()).isFalse();
        assertThat(rules.unreadable())
                .hasMessage("rules: the file of the settings holds 2 rules, of which \"1\" could be"
                        + " loaded. Nothing is permitted until they are saved anew.");
    }

    @Test
    void effectThatIsMissingFromAFileIsNoPermission() throws ReflectiveOperationException {
        AccessRule broken = rule("DENY", "**", "*", "*");
        var effect = AccessRule.class.getDeclaredField("effect");
        effect.setAccessible(true);
        effect.set(broken, null);
        assertThat(decide(List.of(broken), "any", 1, Operation.ENABLE).permitted())
                .isFalse();
    }

    @Test
    void tenThousandRangesAreRead() {
        String ids = String.join(
                ", ",
                IntStream.range(1, 10_001)
                        .mapToObj(i -> i * 10 + "-" + (i * 10 + 4))
                        .toList());
        AccessRules rules = AccessRules.of(List.of(rule("ALLOW", "**", ids, "*")), 1);
        assertThat(rules.decide("job", 100_004, Operation.ENABLE).permitted()).isTrue();
        assertThat(rules.decide("job", 100_005, Operation.ENABLE).permitted()).isFalse();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("ab*")
                .ofMinLength(1)
                .ofMaxLength(4)
                .filter(name -> !name.contains("**"));
    }

    /** What a deny rule in front takes away is never given back, and nothing else is taken. */
    @Property
    void aDenyRuleInFrontTakesAwayJustWhatItMatches(
            @ForAll("names") String denied, @ForAll("names") String allowed, @ForAll("names") String name) {
        String job = "f/" + name.replace('*', 'c');
        AccessRule deny = rule("DENY", "f/" + denied, "*", "*");
        AccessRule allow = rule("ALLOW", "f/" + allowed, "*", "*");
        boolean isDenied = decide(List.of(deny), job, 1, Operation.ENABLE).rule() == 1;
        boolean isAllowed = decide(List.of(allow), job, 1, Operation.ENABLE).permitted();
        assertThat(decide(List.of(deny, allow), job, 1, Operation.ENABLE).permitted())
                .isEqualTo(isAllowed && !isDenied);
        assertThat(isAllowed).isEqualTo(job.substring(2).matches(allowed.replace("*", ".*")));
    }
}
