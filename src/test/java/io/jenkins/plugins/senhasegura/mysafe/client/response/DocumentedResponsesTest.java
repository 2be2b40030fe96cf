package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.model.Operation.DISABLE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Operation.ENABLE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.ACCESS_DENIED;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.ACTIVATED;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.ALREADY_ACTIVE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.ALREADY_INACTIVE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.BAD_REQUEST;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.DEACTIVATED;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.NOT_AUTHENTICATED;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.PASSWORD_NOT_FOUND;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.SERVER_ERROR;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.UNEXPECTED_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the responses of the vendor's pages mean, each with its source, and beside them what looks like a success and is
 * none. Single quotes stand for double ones.
 */
class DocumentedResponsesTest {
    private static final String OK = "Password successfully ";
    private static final String EXCEPTION_1006 =
            "'exception':{'code':1006,'message':'1006: User does not have access','detail':null}";

    private static Verdict read(Operation operation, int status, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ApiResponseReader.read(operation, new RawResponse(status, bytes, null, null));
    }

    /** As 3.33 and 4 print a success, and 3.32 that of enabling. */
    private static String done(String message) {
        return ("{'code':200,'response':{'status':200,'message':'%1$s','error':false,'error_code':0,'detail':'',"
                        + "'mensagem':'%1$s','erro':false,'cod_erro':0}}")
                .formatted(message);
    }

    /** As 3.32 prints the success of disabling: neither code nor detail, another order. */
    private static String done332(String message) {
        return ("{'response':{'status':200,'mensagem':'%1$s','erro':false,'cod_erro':0,'message':'%1$s',"
                        + "'error':false,'error_code':0}}")
                .formatted(message);
    }

    /** As 3.32 prints an error of enabling, in English and Portuguese. */
    private static String error332(String number, String text) {
        return ("{'code':400,'response':{'status':400,'message':'%1$s: %2$s','error':true,'error_code':1,'detail':'',"
                        + "'mensagem':'%1$s: %2$s','erro':true,'cod_erro':1},"
                        + "'exception':{'code':%1$s,'message':'%1$s: %2$s','detail':null}}")
                .formatted(number, text);
    }

    /** As 3.32 prints an error of disabling, and 3.33 in its first steps. */
    private static String errorWithFlag0(String number, String text) {
        return ("{'response':{'status':400,'message':'%1$s: %2$s','error':true,'error_code':0,"
                        + "'mensagem':'%1$s: %2$s','erro':true,'cod_erro':0},"
                        + "'exception':{'code':%1$s,'message':'%1$s: %2$s','detail':''}}")
                .formatted(number, text);
    }

    private static Arguments row(
            String source, Operation operation, int status, String body, Outcome outcome, String number) {
        return argumentSet(operation + ", " + source, operation, status, body, outcome, number);
    }

    static List<Arguments> documented() {
        String notFound = "Password not found";
        String noAccess = "User does not have access";
        String noteFailed = "{'code':500,'response':{'status':500,'message':'Unexpected error','error':true,"
                + "'error_code':1},'exception':{'code':400,'message':'Ocorreu um erro ao criptografar o texto'}}";
        return Arrays.asList(
                row("done; 3.32, 3.33, 4", ENABLE, 200, done(OK + "activated"), ACTIVATED, null),
                row("done; 3.33, 4", DISABLE, 200, done(OK + "deactivated"), DEACTIVATED, null),
                row("done; 3.32", DISABLE, 200, done332(OK + "deactivated"), DEACTIVATED, null),
                row(
                        "done, in Portuguese only",
                        ENABLE,
                        200,
                        "{'response':{'status':200,'mensagem':'Senha ativada'," + "'erro':false,'cod_erro':0}}",
                        ACTIVATED,
                        null),
                row("already; 3.33", ENABLE, 200, done("Password has already been activated"), ALREADY_ACTIVE, null),
                row("already; 4", ENABLE, 200, done("Password has already been activated."), ALREADY_ACTIVE, null),
                row(
                        "already, two full stops; 4",
                        ENABLE,
                        200,
                        done("Password has already been activated.."),
                        ALREADY_ACTIVE,
                        null),
                row(
                        "already; 3.33",
                        DISABLE,
                        200,
                        done("Password has already been deactivated"),
                        ALREADY_INACTIVE,
                        null),
                row(
                        "already; 4",
                        DISABLE,
                        200,
                        done332("Password has already been deactivated."),
                        ALREADY_INACTIVE,
                        null),
                row("1005; 3.32 en, pt", ENABLE, 400, error332("1005", notFound), PASSWORD_NOT_FOUND, "1005"),
                row("1006; 3.32 en, pt", ENABLE, 400, error332("1006", noAccess), ACCESS_DENIED, "1006"),
                row("1006; 3.32 en", DISABLE, 400, error332("1006", noAccess), ACCESS_DENIED, "1006"),
                row(
                        "1005; 3.32 disable, 3.33 first steps",
                        DISABLE,
                        400,
                        errorWithFlag0("1005", notFound),
                        PASSWORD_NOT_FOUND,
                        "1005"),
                row(
                        "1005; 3.33 first steps",
                        ENABLE,
                        400,
                        errorWithFlag0("1005", notFound),
                        PASSWORD_NOT_FOUND,
                        "1005"),
                row("1006; 3.32 pt, disable", DISABLE, 400, errorWithFlag0("1006", noAccess), ACCESS_DENIED, "1006"),
                row(
                        "1006 without the colon; notes of 3.33, 4",
                        ENABLE,
                        400,
                        "{'response':{'status':400,'message':'1006 User does not have access','error':true}}",
                        ACCESS_DENIED,
                        "1006"),
                row("1010; 3.33, 4", ENABLE, 400, error332("1010", "Unexpected identifier type"), BAD_REQUEST, "1010"),
                row("1009; reading", ENABLE, 400, error332("1009", "Inactive password"), BAD_REQUEST, "1009"),
                row("500; 3.32, list a note", ENABLE, 500, noteFailed, SERVER_ERROR, null),
                row("messages only, 500; 3.33, 4", DISABLE, 500, "{'message':'Unexpected error.'}", SERVER_ERROR, null),
                row(
                        "a path that the application does not know",
                        ENABLE,
                        404,
                        "{'response':{'status':404,'message':'Resource sub not found','error':true,'error_code':4}}",
                        BAD_REQUEST,
                        null),
                row(
                        "Inactive authorization",
                        ENABLE,
                        401,
                        "{'response':{'status':401,'message':'Inactive authorization','error':true}}",
                        NOT_AUTHENTICATED,
                        null),
                row(
                        "HTTP 200 with status 400; 3.32 pt, Dashboards",
                        ENABLE,
                        200,
                        "{'response':{'status':400,'message':'Invalid request','error':false}}",
                        BAD_REQUEST,
                        null),
                row(
                        "not authorized; disable pages",
                        DISABLE,
                        403,
                        "{'message':'You are not authorized to access this resource.'}",
                        NOT_AUTHENTICATED,
                        null));
    }

    @ParameterizedTest
    @MethodSource
    void documented(Operation operation, int status, String body, Outcome outcome, String number) {
        Verdict verdict = read(operation, status, body);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.errorCode()).isEqualTo(number);
        assertThat(verdict.request()).isEqualTo(RequestKind.API);
    }

    static List<Arguments> wronglyASuccess() {
        String clean = "'response':{'status':200,'message':'x','error':false}";
        return List.of(
                row(
                        "an exception beside a clean response",
                        ENABLE,
                        200,
                        "{" + clean + "," + EXCEPTION_1006 + "}",
                        ACCESS_DENIED,
                        "1006"),
                row("the opposite was done", ENABLE, 200, done(OK + "deactivated"), UNEXPECTED_RESPONSE, null),
                row("the opposite was done", DISABLE, 200, done(OK + "activated"), UNEXPECTED_RESPONSE, null),
                row(
                        "the opposite already",
                        ENABLE,
                        200,
                        done("Password has already been deactivated"),
                        UNEXPECTED_RESPONSE,
                        null),
                row(
                        "the opposite already",
                        DISABLE,
                        200,
                        done332("Password has already been activated"),
                        UNEXPECTED_RESPONSE,
                        null),
                row("the opposite in Portuguese", ENABLE, 200, done("Senha desativada"), UNEXPECTED_RESPONSE, null),
                row("not done", ENABLE, 200, done("Password was not activated"), UNEXPECTED_RESPONSE, null),
                row("code alone", ENABLE, 200, "{'code':200}", UNEXPECTED_RESPONSE, null),
                row("an empty response", ENABLE, 200, "{'response':{}}", UNEXPECTED_RESPONSE, null),
                row(
                        "response as text",
                        ENABLE,
                        200,
                        "{'response':'Service under maintenance'}",
                        UNEXPECTED_RESPONSE,
                        null),
                row("response as array", ENABLE, 200, "{'response':[{'error':true}]}", UNEXPECTED_RESPONSE, null),
                row(
                        "response as array of a success",
                        ENABLE,
                        200,
                        "{'response':[{'error':false}]}",
                        UNEXPECTED_RESPONSE,
                        null),
                row(
                        "error false at the top only",
                        ENABLE,
                        200,
                        "{'code':200,'error':false,'response':{}}",
                        UNEXPECTED_RESPONSE,
                        null),
                row("201", ENABLE, 201, done(OK + "activated"), UNEXPECTED_RESPONSE, null),
                row(
                        "a number in front",
                        ENABLE,
                        200,
                        "{'response':{'message':'1007: x','error':false}}",
                        UNEXPECTED_RESPONSE,
                        "1007"),
                row(
                        "1005 in a 200 that is not in error",
                        ENABLE,
                        200,
                        "{'response':{'message':'1005: Password not found','error':false}}",
                        UNEXPECTED_RESPONSE,
                        "1005"),
                row("status 500 inside", ENABLE, 200, "{'response':{'status':500,'error':false}}", SERVER_ERROR, null),
                row(
                        "status 399 inside",
                        ENABLE,
                        200,
                        "{'response':{'status':399,'error':false}}",
                        UNEXPECTED_RESPONSE,
                        null),
                row("status 400 inside", ENABLE, 200, "{'response':{'status':400,'error':false}}", BAD_REQUEST, null),
                row("status 599 inside", ENABLE, 200, "{'response':{'status':599,'error':false}}", SERVER_ERROR, null),
                row(
                        "status 600 inside",
                        ENABLE,
                        200,
                        "{'response':{'status':600,'error':false}}",
                        UNEXPECTED_RESPONSE,
                        null),
                row("status 403 inside", ENABLE, 200, "{'code':403,'response':{'error':false}}", ACCESS_DENIED, null),
                row(
                        "status 199 inside",
                        ENABLE,
                        200,
                        "{'response':{'status':199,'error':false}}",
                        UNEXPECTED_RESPONSE,
                        null),
                row(
                        "status of another type",
                        ENABLE,
                        200,
                        "{'response':{'status':[],'error':false}}",
                        UNEXPECTED_RESPONSE,
                        null),
                row(
                        "the twins disagree",
                        ENABLE,
                        200,
                        "{'response':{'error':false,'erro':true}}",
                        UNEXPECTED_RESPONSE,
                        null),
                row(
                        "the flag of an error",
                        ENABLE,
                        200,
                        "{'response':{'error':false,'error_code':1}}",
                        UNEXPECTED_RESPONSE,
                        null));
    }

    @ParameterizedTest
    @MethodSource
    void wronglyASuccess(Operation operation, int status, String body, Outcome outcome, String number) {
        Verdict verdict = read(operation, status, body);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.errorCode()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':true,'response':{'error':false}}",
                "{'erro':true,'response':{'error':false}}",
                "{'error_code':1,'response':{'error':false}}",
                "{'cod_erro':1,'response':{'error':false}}",
                "{'response':{'error':true,'erro':false}}",
                "{'response':{'error':false,'cod_erro':1}}"
            })
    void oneFlagOfAnErrorAnywhereIsNoSuccessWhateverTheOthersSay(String body) {
        assertThat(read(ENABLE, 200, body).outcome()).isEqualTo(UNEXPECTED_RESPONSE);
    }

    @Test
    void theNumberInFrontOfTheMessageDecidesAndNotThatOfTheException() {
        Verdict verdict = read(ENABLE, 400, "{'response':{'message':'1005: a'},'exception':{'code':1006}}");
        assertThat(verdict.outcome()).isEqualTo(PASSWORD_NOT_FOUND);
        assertThat(verdict.errorCode()).isEqualTo("1005");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'no'", "[]", "{}", "1", "-1", "0.5", "' false'", "'FALSE '", "null", "''"})
    void whatDoesNotSayFalseProvesNothing(String error) {
        assertThat(read(ENABLE, 200, "{'response':{'error':" + error + "}}").outcome())
                .isEqualTo(UNEXPECTED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "0.0", "-0", "0e9", "'false'", "'FALSE'", "'0'"})
    void whatSaysFalse(String error) {
        assertThat(read(ENABLE, 200, "{'response':{'erro':" + error + ",'error':null}}")
                        .outcome())
                .isEqualTo(ACTIVATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "''",
                "' '",
                "{'code':0}",
                "{'code':'0','message':''}",
                "{'code':null,'message':7}"
            })
    void exceptionThatIsNone(String exception) {
        assertThat(read(ENABLE, 200, "{'exception':" + exception + ",'response':{'error':false}}")
                        .outcome())
                .isEqualTo(ACTIVATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'text'",
                "[1]",
                "7",
                "-1006",
                "10060",
                "{'code':1}",
                "{'code':'E7'}",
                "{'message':'x'}",
                "{'code':[[]]}",
                "{'code':999}",
                "{'code':10000}",
                "{'code':10061}",
                "{'code':-1006}",
                "{'code':1006.5}",
                "{'code':1e999999999}"
            })
    void exceptionThatIsOddIsNoSuccessAndHasNoNumber(String exception) {
        Verdict verdict = read(ENABLE, 200, "{'exception':" + exception + ",'response':{'error':false}}");
        assertThat(verdict.outcome()).isEqualTo(UNEXPECTED_RESPONSE);
        assertThat(verdict.errorCode()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1006", "'1006'", "'1006 '", "1006.0", "1.006e3", "'1006.0'"})
    void numberOfTheException(String code) {
        Verdict verdict = read(ENABLE, 400, "{'response':{'error_code':1},'exception':{'code':" + code + "}}");
        assertThat(verdict.errorCode()).isEqualTo("1006");
        assertThat(verdict.outcome()).isEqualTo(ACCESS_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "9999"})
    void numberHasFourDigits(String code) {
        assertThat(read(ENABLE, 400, "{'exception':{'code':" + code + "}}").errorCode())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "200.0", "'200'", "'200.0'", "2e2", "null"})
    void statusThatIsNoObstacle(String status) {
        assertThat(read(ENABLE, 200, "{'code':%1$s,'response':{'status':%1$s,'error':false}}".formatted(status))
                        .outcome())
                .isEqualTo(ACTIVATED);
    }

    static List<Arguments> said() {
        return List.of(
                argumentSet(
                        "the exception says more",
                        "{'response':{'message':'Unexpected error','error':true},"
                                + "'exception':{'message':'Check the index log system error for more details'}}",
                        "Unexpected error (Check the index log system error for more details)"),
                argumentSet(
                        "the exception says the same",
                        "{'response':{'message':'1005: Not found'},'exception':{'code':1005,'message':'1005: Not found'}}",
                        "1005: Not found"),
                argumentSet(
                        "the exception's detail says more",
                        "{'response':{'message':'No','error':true},'exception':{'code':7,'detail':'Expired'}}",
                        "No (Expired)"),
                argumentSet("the detail says more", "{'response':{'message':'No','detail':'Expired'}}", "No (Expired)"),
                argumentSet(
                        "the message's number wins",
                        "{'response':{'message':'1005: a'},'exception':{'code':1006}}",
                        "1005: a"),
                argumentSet("without a message", "{'exp':'token expired'}", "{'exp':'token expired'}"),
                argumentSet(
                        "OAuth 2.0",
                        "{'error':'invalid_token','error_description':'is old'}",
                        "invalid_token: is old"));
    }

    @ParameterizedTest
    @MethodSource
    void said(String body, String message) {
        assertThat(read(ENABLE, 400, body).message()).isEqualTo(message.replace('\'', '"'));
    }
}
