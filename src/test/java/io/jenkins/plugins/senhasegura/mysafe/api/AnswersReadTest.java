package io.jenkins.plugins.senhasegura.mysafe.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of answers by themselves, for what is hard to see from outside. */
class AnswersReadTest {
    private static RawAnswer answer(int status, String body) {
        return new RawAnswer(status, body.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private static JsonAnswer json(String text) {
        return JsonAnswer.read(text.replace('\'', '"'));
    }

    private static Duration lifetime(String expiresIn) {
        return TokenAnswerReader.read(answer(200, "{\"access_token\":\"x\",\"expires_in\":" + expiresIn + "}"))
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
        assertThat(lifetime("1" + "0".repeat(200))).isEqualTo(TokenAnswerReader.DEFAULT_LIFETIME);
    }

    @ParameterizedTest
    @CsvSource({"1005, 1005", "1005.0, 1005", "1.005e3, 1005", "-7, -7", "1e3, 1000", "1e200, 1E+200", "2.5, 2.5"})
    void numericErrorCode(String code, String expected) {
        assertThat(json("{'error_code':" + code + "}").errorCodes()).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "-0", "0e9", "'0'", "''", "' '", "null", "true", "[]", "{}"})
    void noErrorCode(String code) {
        assertThat(json("{'error_code':" + code + "}").errorCodes()).isEmpty();
        assertThat(json("{'code':1,'error_code':" + code + "}").isError()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "-1", "0.5", "'true'", "'invalid_client'", "'1'", "{}", "[]"})
    void error(String value) {
        assertThat(json("{'error':" + value + "}").isError()).isTrue();
        assertThat(json("{'response':{'erro':" + value + "}}").isError()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "0.0", "'false'", "' FALSE '", "'0'", "''", "' '", "null"})
    void noError(String value) {
        assertThat(json("{'error':" + value + ",'erro':" + value + "}").isError())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "'400'", "599.5", "1e999999999", "' 500 '"})
    void statusOfAnError(String value) {
        assertThat(json("{'code':" + value + "}").isError()).isTrue();
        assertThat(json("{'response':{'status':" + value + "}}").isError()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "399", "'200'", "0", "-500", "'x'", "null", "[]", "1e-999999999"})
    void statusOfNoError(String value) {
        assertThat(json("{'code':" + value + ",'status':" + value + "}").isError())
                .isFalse();
    }

    @Test
    void fieldsInResponseComeFirst() {
        JsonAnswer answer = json("{'message':'top','response':{'message':'inner','request_id':' '},'request_id':'r'}");
        assertThat(answer.texts("message")).containsExactly("inner", "top");
        assertThat(answer.text("message")).isEqualTo("inner");
        assertThat(answer.text("request_id")).isEqualTo("r");
        assertThat(answer.text("detail", "message")).isEqualTo("inner");
        assertThat(answer.text("detail")).isNull();
    }

    @Test
    void scalarsAtTheTop() {
        JsonAnswer answer =
                json("{'code':1.50,'error':true,'erro':null,'detail':[1],'other':2,'response':{'status':1}}");
        assertThat(answer.scalar("code")).isEqualTo(new BigDecimal("1.50"));
        assertThat(answer.scalar("error")).isEqualTo(true);
        assertThat(answer.scalar("erro")).isNull();
        assertThat(answer.scalar("detail")).isNull();
        assertThat(answer.scalar("status")).isNull();
        assertThat(answer.scalar("response")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "1005: Password not found|1005",
                " 1006:x|1006",
                "1005 Password|",
                "100: x|",
                "10055: x|",
                "x005: y|",
                "1x05: y|",
                "10x5: y|",
                "100x: y|",
                "100/: y|",
                "1005|",
                "''|",
                "\u0661\u0660\u0660\u0665: x|"
            },
            delimiter = '|')
    void leadingCode(String message, String code) {
        assertThat(Sentences.leadingCode(message)).isEqualTo(code);
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
                "''|''"
            },
            delimiter = '|',
            quoteCharacter = '`')
    void pageWithoutTags(String page, String text) {
        assertThat(Sentences.withoutTags(page.replace("''", ""))).isEqualTo(text.replace("''", ""));
    }

    @Test
    void hostilePagesAreReadInNoTime() {
        for (String page : List.of("<".repeat(65_000), "<p".repeat(30_000), "a ".repeat(32_000), ".".repeat(65_000))) {
            assertThat(AnswerReader.read(Operation.ENABLE, answer(200, page)).outcome())
                    .isEqualTo(Outcome.UNEXPECTED_RESPONSE);
        }
    }

    @Test
    void pageWithTwoSentencesIsReadTheSameWayEveryTime() {
        String page = "The upstream server is timing out. No route matched with those values.";
        assertThat(AnswerReader.read(Operation.ENABLE, answer(500, page)).outcome())
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
        assertThat(Sentences.isKnown(text)).isTrue();
        assertThat(Sentences.isKnown(text + " x")).isFalse();
    }

    @Test
    void addressThatIsNotAllowedNeedsAMessage() {
        assertThat(Sentences.isIpNotAllowed(null)).isFalse();
        assertThat(Sentences.isIpNotAllowed("<b>Your IP</b> address is not allowed"))
                .isTrue();
    }

    @Test
    void refusalsTextIsItsVerdict() {
        TokenAnswerReader.TokenAnswer refused = TokenAnswerReader.read(answer(401, "{}"));
        assertThat(refused.toString()).contains("NOT_AUTHENTICATED");
    }
}
