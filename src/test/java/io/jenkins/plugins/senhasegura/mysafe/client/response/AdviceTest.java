package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        "UNEXPECTED_RESPONSE, PROXY, API, user name and password of the proxy"
    })
    void remedyNamesTheVendorsKeyTerms(Outcome outcome, AnsweredBy by, RequestKind request, String term) {
        String key = "advice." + Advice.rowOf(outcome, by, request).key() + ".solution";
        assertThat(Texts.in(Locale.ENGLISH).text(key)).contains(term);
    }

    /** What can mend each fault of TLS, and nothing else can. */
    private enum Mend {
        TRUST(Hint.ISSUER, Hint.UNTRUSTED, Hint.TRUST_STORE),
        CERTIFICATE(Hint.EXPIRED, Hint.NOT_YET_VALID, Hint.HOST_NAME, Hint.WEAK_KEY, Hint.HANDSHAKE),
        CLOCK(Hint.NOT_YET_VALID),
        URL(Hint.HOST_NAME, Hint.SERVER_NAME, Hint.PLAIN_HTTP),
        SERVER(Hint.ISSUER, Hint.PROTOCOL, Hint.CIPHER_SUITE, Hint.HANDSHAKE, Hint.HTTP_2),
        OWN_CERTIFICATE(Hint.CLIENT_CERTIFICATE);

        private final Set<Hint> helps;

        Mend(Hint... helps) {
            this.helps = Set.of(helps);
        }

        /** By which words a remedy names it, in the order of the languages. */
        private String words(int language) {
            return switch (this) {
                case TRUST ->
                    List.of(
                                    "Trusted CA certificates",
                                    "Certificados de CA confiáveis",
                                    "Certificados de CA de confianza")
                            .get(language);
                case CERTIFICATE ->
                    List.of(
                                    "renewed|certificate (that is valid|issued|replaced)|certificate replaced",
                                    "renovado|certificado (que já seja válido|emitido|substituído)",
                                    "renueve|certificado (que ya sea válido|emitido|sustituido)")
                            .get(language);
                case CLOCK -> List.of("clock", "relógio", "reloj").get(language);
                case URL -> List.of("the URL", "a URL|na URL|da URL", "la URL").get(language);
                case SERVER ->
                    List.of(
                                    "enabled|allowed|send its|cipher suites",
                                    "habilit|permit|envie|conjuntos",
                                    "habilit|permit|envíe|conjuntos")
                            .get(language);
                case OWN_CERTIFICATE ->
                    List.of("Client certificate", "Certificado de cliente", "Certificado de cliente")
                            .get(language);
            };
        }
    }

    static Stream<Hint> faultsOfTls() {
        return Arrays.stream(Mend.values()).flatMap(mend -> mend.helps.stream()).distinct();
    }

    /** No remedy of a certificate that has expired sends anybody to the trusted authorities, and so on for all of them. */
    @ParameterizedTest
    @MethodSource("faultsOfTls")
    void remedyOfTlsNamesWhatHelpsAndNothingElse(Hint hint) {
        for (int language = 0; language < LANGUAGES.size(); language++) {
            String said = Texts.in(LANGUAGES.get(language)).text("hint." + hint + ".solution");
            for (Mend mend : Mend.values()) {
                boolean named =
                        Pattern.compile(mend.words(language)).matcher(said).find();
                assertThat(named).as("%s in: %s", mend, said).isEqualTo(mend.helps.contains(hint));
            }
        }
    }

    /** What has a cause of its own has its remedy, too; the row of the table is for the rest. */
    @Test
    void everySufficientHintIsOfAResponseOrOfTls() {
        Set<Hint> ofResponses = Set.of(
                Hint.ADDRESS,
                Hint.HTTPS,
                Hint.FORWARDED_BY_HTTP,
                Hint.UNKNOWN_PATH,
                Hint.CLIENT_CERTIFICATE,
                Hint.REDIRECT);
        Set<Hint> all = EnumSet.noneOf(Hint.class);
        all.addAll(ofResponses);
        all.addAll(faultsOfTls().toList());
        assertThat(Arrays.stream(Hint.values()).filter(Hint::isSufficient)).containsExactlyInAnyOrderElementsOf(all);
    }
}
