package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of responses by themselves, for what is hard to see from outside. */
class ResponsesReadTest {
    private static RawResponse response(int status, String body) {
        return new RawResponse(status, body.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private static Duration lifetime(String expiresIn) {
        return TokenResponseReader.read(response(200, "{\"access_token\":\"x\",\"expires_in\":" + expiresIn + "}"))
                .lifetime();
    }

    @ParameterizedTest
    @CsvSource({
        "3600, PT1H",
        "'\"3600\"', PT1H",
        "'\" 60 \"', PT1M",
        "59.9, PT59S",
        "0.5, PT0S",
        "1e2, PT1M40S",
        "0, PT0S",
        "-1, PT0S",
        "-1e999999999, PT0S",
        "1e999999999, PT24H",
        "1e-999999999, PT0S",
        "86399, PT23H59M59S",
        "86400, PT24H",
        "9223372036854775808, PT24H",
        "null, PT5M",
        "true, PT5M",
        "'\"soon\"', PT5M",
        "'\"\"', PT5M",
        "[], PT5M",
        "{}, PT5M"
    })
    void lifeOfAToken(String expiresIn, Duration expected) {
        assertThat(lifetime(expiresIn)).isEqualTo(expected);
    }

    @Test
    void numberThatIsTooLongToBeHonestIsOdd() {
        assertThat(lifetime("1" + "0".repeat(200))).isEqualTo(TokenResponseReader.DEFAULT_LIFETIME);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "1005: Password not found|1005",
                " 1006:x|1006",
                "1005 Password|1005",
                "100: x|",
                "10055: x|",
                "x005: y|",
                "1x05: y|",
                "10x5: y|",
                "100x: y|",
                "100/: y|",
                "1005|1005",
                "1005-x|",
                "''|",
                "\u0661\u0660\u0660\u0665: x|"
            },
            delimiter = '|')
    void leadingCode(String message, String code) {
        assertThat(KnownSentences.leadingCode(message)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "<p>a</p>|a",
                "a<br>b|a b",
                "<a href='x>y'>z</a>|y'>z",
                "a > b|a > b",
                "a < b|a",
                "<<p>>x|>x",
                "<unclosed|''",
                "<style>p > a {x: 1}</style><p>a</p>|a",
                "<SCRIPT>if (1 < 2) x('</p>')</SCRIPT >a|a",
                "<script>a|''",
                "<!-- <p>b</p> -->a|a",
                "--><!--b-->a|-->a",
                // What is part of a sentence is no block, which would be left out where it is said twice.
                "<p>now</p><p>not <b>here</b> now</p>|now not  here  now",
                "<p>now</p><p>not <A HREF=x>here</A> now</p>|now not  here  now",
                "a &lt;b&gt; &amp;amp; &#47;&#x2F; &nbsp;c &what; &|a <b> &amp; //  c &what; &",
                "&#X2F;&#z;&#;|/&#z;&#;",
                "&#0;&#99999999;&#xD83D;x|&#0;&#99999999;\uD83Dx",
                "<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><center>nginx</center>|502 Bad Gateway nginx",
                "<title>400 Bad Request</title><h1>Bad Request</h1><p>x</p>|400 Bad Request x",
                "''|''"
            },
            delimiter = '|',
            quoteCharacter = '`')
    void pageWithoutTags(String page, String text) {
        assertThat(PageText.of(page.replace("''", ""))).isEqualTo(text.replace("''", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "399, UNEXPECTED_RESPONSE",
        "400, BAD_REQUEST",
        "499, BAD_REQUEST",
        "500, SERVER_ERROR",
        "599, SERVER_ERROR",
        "600, UNEXPECTED_RESPONSE"
    })
    void statusWithoutAWordBesideIt(int status, Outcome outcome) {
        assertThat(ApiResponseReader.read(Operation.ENABLE, response(status, "{}"))
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void hostilePagesAreReadInNoTime() {
        for (String page : List.of(
                "<".repeat(65_000),
                "<p".repeat(30_000),
                "a ".repeat(32_000),
                ".".repeat(65_000),
                "&".repeat(65_000),
                "<style></x".repeat(6_000),
                "<!--".repeat(16_000),
                "<p>a</p>".repeat(8_000))) {
            assertThat(ApiResponseReader.read(Operation.ENABLE, response(200, page))
                            .outcome())
                    .isEqualTo(Outcome.UNEXPECTED_RESPONSE);
        }
    }

    @Test
    void pageWithTwoSentencesIsReadTheSameWayEveryTime() {
        String page = "The upstream server is timing out. No route matched with those values.";
        assertThat(ApiResponseReader.read(Operation.ENABLE, response(500, page)).outcome())
                .isEqualTo(Outcome.NOT_AUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unauthorized",
                "FORBIDDEN.",
                "No route matched with those values",
                "Unexpected error.",
                "Your IP address is not allowed",
                "The upstream server is timing out"
            })
    void knownSentence(String text) {
        assertThat(KnownSentences.known(KnownSentences.normal(List.of(text))))
                .isEqualToIgnoringCase(text.replace(".", ""));
        assertThat(KnownSentences.known(KnownSentences.normal(List.of(text + " x"))))
                .isNull();
    }

    @Test
    void ofASentenceWithAnAddressNothingElseIsKnown() {
        assertThat(KnownSentences.known(KnownSentences.normal(List.of("IP address not allowed: 10.0.0.1"))))
                .isEqualTo("IP address not allowed");
    }

    @Test
    void refusalsTextIsItsVerdict() {
        TokenResponseReader.TokenResponse refused = TokenResponseReader.read(response(401, "{}"));
        assertThat(refused.toString()).contains("NOT_AUTHENTICATED");
    }
}
