package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** What holds for all values, not only for those that somebody thought of. */
class ValuePropertiesTest {
    @Property(tries = 300)
    void everyPositiveLongIsAnIdAndReadsAsItself(@ForAll @LongRange(min = 1) long value) {
        assertThat(PasswordId.parse(" " + value + "\t").value()).isEqualTo(value);
        assertThat(new PasswordId(value)).hasToString(Long.toString(value));
    }

    @Property(tries = 300)
    void noOtherLongIsAnId(@ForAll @LongRange(max = 0) long value) {
        assertThatThrownBy(() -> PasswordId.parse(Long.toString(value))).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> new PasswordId(value)).isInstanceOf(SettingException.class);
    }

    @Property(tries = 500)
    void noOtherTextIsAnId(@ForAll @StringLength(max = 30) String text) {
        Assume.that(!text.strip().matches("[1-9][0-9]{0,18}"));
        assertThatThrownBy(() -> PasswordId.parse(text)).isInstanceOf(SettingException.class);
    }

    /** Two disjoint sets of errors, as a mapping. */
    private record Lists(Set<Outcome> unstable, Set<Outcome> failing) {
        ErrorMapping mapping() {
            return ErrorMapping.of(names(unstable), names(failing), List.of());
        }

        private static List<String> names(Set<Outcome> outcomes) {
            return outcomes.stream().map(outcome -> " " + outcome.name() + " ").toList();
        }

        BuildResult of(Outcome outcome, BuildResult otherwise) {
            if (unstable.contains(outcome)) {
                return BuildResult.UNSTABLE;
            }
            return failing.contains(outcome) ? BuildResult.FAILURE : otherwise;
        }
    }

    @Provide
    Arbitrary<Lists> lists() {
        Arbitrary<Set<Outcome>> errors = Arbitraries.of(Outcome.mappable()).set();
        return Combinators.combine(errors, errors).as((unstable, failing) -> {
            Set<Outcome> others = EnumSet.noneOf(Outcome.class);
            others.addAll(failing);
            others.removeAll(unstable);
            return new Lists(unstable, others);
        });
    }

    @Property(tries = 300)
    void stepWinsOverTheInstallationWhichWinsOverTheTable(
            @ForAll("lists") Lists step, @ForAll("lists") Lists installation) {
        ErrorMapping both = step.mapping().over(installation.mapping());
        for (Outcome outcome : Outcome.values()) {
            BuildResult expected = step.of(outcome, installation.of(outcome, outcome.defaultResult()));
            assertThat(both.resultOf(outcome)).isEqualTo(expected);
        }
        assertThat(both.asMap().keySet()).isSubsetOf(Outcome.mappable());
    }

    @Property(tries = 500)
    void quotedTextIsOneShortLine(@ForAll String text, @ForAll @IntRange(min = 3, max = 600) int limit) {
        String line = Redactor.oneLine(text, limit);
        assertThat(line).hasSizeLessThanOrEqualTo(limit);
        assertThat(line.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.FORMAT);
        assertThat(line).doesNotStartWith(" ").doesNotEndWith(" ");
    }

    @Property(tries = 300)
    void secretIsNeverLeft(@ForAll @StringLength(min = 4, max = 40) String secret, @ForAll String around) {
        Assume.that(!secret.isBlank() && !secret.contains("*"));
        Redactor redactor = Redactor.of(List.of(secret));
        Assume.that(!around.contains(secret));
        assertThat(redactor.message(around + secret + around)).doesNotContain(secret);
    }

    @Property(tries = 500)
    void everyUrlThatIsTakenIsReadAgainAsTheSame(@ForAll("urls") String text) {
        ServerUrl url = ServerUrl.base("url", text);
        assertThat(ServerUrl.base("url", url.toString())).isEqualTo(url);
        assertThat(url.toString()).endsWith("/").doesNotContain(" ", "?", "#", "@");
        assertThat(url.toString().getBytes(StandardCharsets.US_ASCII))
                .hasSize(url.toString().length());
        assertThat(url.effectivePort()).isBetween(1, 65535);
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> scheme = Arbitraries.of("http", "https", "HTTPS", "Http");
        Arbitrary<String> host = Arbitraries.of("pam.example", "PAM", "10.0.0.1", "[::1]", "a_b.c", "x-1", "pam.");
        Arbitrary<String> port = Arbitraries.of("", ":1", ":443", ":8443", ":65535");
        Arbitrary<String> path = Arbitraries.of(
                "", "/", "/pam", "/a/b/", "/ação", "/%C3%A7", "//", "/;x=1", "/~u/", "/\u1FEF", "/\uD83D\uDD11/");
        return Combinators.combine(scheme, host, port, path)
                .as((schemeName, hostName, portNumber, rest) -> schemeName + "://" + hostName + portNumber + rest);
    }

    @Property(tries = 500)
    void anyTextIsAUrlOrASettingException(@ForAll @StringLength(max = 60) String text) {
        for (String given : List.of(text, "https://" + text, "https://pam.example/" + text)) {
            try {
                assertThat(ServerUrl.base("url", given).toString()).startsWith("http");
            } catch (SettingException refused) {
                assertThat(refused.field()).isEqualTo("url");
                assertThat(refused.message(Locale.ENGLISH)).doesNotContain("\n");
            }
        }
    }
}
