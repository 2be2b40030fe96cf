package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cause and remedy: who did not answer is neither blamed nor to be mended. */
class AdviceTest {
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.forLanguageTag("pt-BR"), Locale.forLanguageTag("es"));

    private static final Map<AnsweredBy, List<String>> FOREIGN = Map.of(
            AnsweredBy.SENHASEGURA, List.of("gateway", "proxy"),
            AnsweredBy.GATEWAY, List.of("can_edit", "proxy", "suporte do senhasegura", "senhasegura support"),
            AnsweredBy.PROXY, List.of("senhasegura", "can_edit", "gateway", "Client Secret", "Client ID"));

    private static List<Advice.Row> rows() {
        return Advice.TABLE;
    }

    private static String words(String key, Locale locale) {
        Texts texts = Texts.in(locale);
        return (texts.text(key + ".cause") + ' ' + texts.text(key + ".solution")).replace("senhasegura MySafe", "");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nobodyIsNamedWhoDidNotAnswer(Advice.Row row) {
        for (Locale locale : LANGUAGES) {
            String said = words("advice." + row.key(), locale);
            List<String> foreign =
                    row.by() == null ? List.of("senhasegura", "can_edit", "gateway", "proxy") : FOREIGN.get(row.by());
            assertThat(foreign).as(said).noneMatch(said::contains);
            assertThat(said).endsWith(".").doesNotContain("{", "''");
        }
    }

    /** What a gateway in trouble says of the server behind it is the only thing that is said of a third party. */
    @ParameterizedTest
    @MethodSource("rows")
    void gatewaySpeaksOfTheServerOnlyWhereItAskedIt(Advice.Row row) {
        Set<Outcome> upstream =
                Set.of(Outcome.UPSTREAM_INVALID_RESPONSE, Outcome.UPSTREAM_TIMEOUT, Outcome.UNAVAILABLE);
        if (row.by() == AnsweredBy.GATEWAY && !upstream.contains(row.outcome())) {
            for (Locale locale : LANGUAGES) {
                assertThat(words("advice." + row.key(), locale)).doesNotContain("senhasegura");
            }
        }
    }

    @Test
    void hintsNameNoParty() {
        for (Hint hint : Hint.values()) {
            for (Locale locale : LANGUAGES) {
                String said = hint.isSufficient()
                        ? words("hint." + hint, locale)
                        : Texts.in(locale).text("hint." + hint);
                assertThat(said).endsWith(".").doesNotContain("gateway", "proxy", "senhasegura", "can_edit");
            }
        }
    }

    @Test
    void afterAGrantedTokenNobodyIsToldToCompareTheSecret() {
        for (AnsweredBy by : Arrays.asList(AnsweredBy.SENHASEGURA, AnsweredBy.GATEWAY, null)) {
            for (Outcome outcome : Outcome.values()) {
                Advice.Row row = Advice.rowOf(outcome, by, RequestKind.API);
                if (row != null) {
                    LANGUAGES.forEach(locale -> assertThat(words("advice." + row.key(), locale))
                            .doesNotContain("Client Secret", "Client ID"));
                }
            }
        }
    }

    @Test
    void everyErrorHasItsRowWhoeverAnsweredAndASuccessHasNone() {
        for (Outcome outcome : Outcome.values()) {
            for (RequestKind request : Arrays.asList(RequestKind.TOKEN, RequestKind.API, null)) {
                for (AnsweredBy by : Arrays.asList(AnsweredBy.SENHASEGURA, AnsweredBy.PROXY, null)) {
                    assertThat(Advice.rowOf(outcome, by, request) == null).isEqualTo(outcome.isSuccess());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD_NOT_FOUND, SENHASEGURA, API, ID column",
        "PASSWORD_NOT_FOUND, SENHASEGURA, API, full access",
        "PASSWORD_NOT_FOUND, SENHASEGURA, API, tenant",
        "ACCESS_DENIED, SENHASEGURA, API, can_edit",
        "ACCESS_DENIED, SENHASEGURA, API, owner",
        "NOT_AUTHENTICATED, SENHASEGURA, TOKEN, Client Secret",
        "NOT_AUTHENTICATED, SENHASEGURA, TOKEN, Authorized IPs",
        "NOT_AUTHENTICATED, SENHASEGURA, TOKEN, Access keys",
        "NOT_AUTHENTICATED, GATEWAY, TOKEN, no view of an access key shows it",
        "NOT_AUTHENTICATED, GATEWAY, API, host name first",
        "NOT_AUTHENTICATED, SENHASEGURA, API, expiration",
        "SERVER_ERROR, SENHASEGURA, API, support",
        "SERVER_ERROR, GATEWAY, API, administrator of the gateway",
        "UPSTREAM_INVALID_RESPONSE, GATEWAY, API, connectivity",
        "UPSTREAM_TIMEOUT, GATEWAY, API, connectivity",
        "UNEXPECTED_RESPONSE, PROXY, API, user name and password of the proxy",
        "TLS_FAILURE, , API, 512 bits"
    })
    void remedyNamesTheVendorsKeyTerms(Outcome outcome, AnsweredBy by, RequestKind request, String term) {
        String key = "advice." + Advice.rowOf(outcome, by, request).key() + ".solution";
        assertThat(Texts.in(Locale.ENGLISH).text(key)).contains(term);
    }
}
