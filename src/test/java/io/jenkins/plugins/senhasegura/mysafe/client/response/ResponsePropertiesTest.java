package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the documented fields hold, a success is one only where the product's rule proves it. */
class ResponsePropertiesTest {
    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "0",
            "1",
            "200",
            "200.0",
            "400",
            "1005",
            "null",
            "\"\"",
            "\"false\"",
            "\"0\"",
            "\"200\"",
            "\"Password successfully activated\"",
            "\"Password successfully deactivated\"",
            "\"Password has already been activated.\"",
            "\"Password has already been deactivated\"",
            "\"1006: User does not have access\"",
            "\"1009 Inactive\"",
            "[]",
            "{}",
            "[1]",
            "{\"code\":1006}",
            "{\"message\":\"x\"}",
            "{\"code\":0,\"message\":\"\"}");

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("false", "200", "0", "null")), Tuple.of(1, Arbitraries.of(VALUES)));
        Arbitrary<String> inner =
                object(value, "status", "message", "error", "error_code", "detail", "mensagem", "erro", "cod_erro");
        Arbitrary<String> response = Arbitraries.frequencyOf(Tuple.of(6, inner), Tuple.of(1, Arbitraries.of(VALUES)));
        return Combinators.combine(response, object(value, "code", "exception", "error", "message", "status"))
                .as((envelope, rest) -> "{\"response\":" + envelope
                        + (rest.equals("{}") ? "" : "," + rest.substring(1, rest.length() - 1)) + "}");
    }

    private static Arbitrary<String> object(Arbitrary<String> value, String... names) {
        return Arbitraries.maps(Arbitraries.of(names), value)
                .ofMaxSize(names.length)
                .map(fields -> {
                    List<String> members = new ArrayList<>();
                    for (Map.Entry<String, String> field : fields.entrySet()) {
                        members.add('"' + field.getKey() + "\":" + field.getValue());
                    }
                    return "{" + String.join(",", members) + "}";
                });
    }

    @Property(tries = 5000)
    void successIsProved(@ForAll Operation operation, @ForAll("bodies") String body, @ForAll("statuses") int status) {
        Outcome outcome = ApiResponseReader.read(
                        operation, new RawResponse(status, body.getBytes(StandardCharsets.UTF_8), null, null))
                .outcome();
        if (!outcome.isSuccess()) {
            return;
        }
        assertThat(status).isEqualTo(200);
        assertThat(outcome).isIn(operation.done(), operation.already());
        JsonNode top = JsonMapper.shared().readTree(body);
        JsonNode response = top.get("response");
        assertThat(response.isObject()).isTrue();
        assertThat(List.of(said(response, "error"), said(response, "erro"))).contains("false");
        assertThat(List.of(said(response, "error"), said(response, "erro"), said(top, "error"), said(top, "erro")))
                .allMatch(flag -> flag.equals("false") || flag.isEmpty());
        assertThat(List.of(said(response, "status"), said(top, "code"), said(top, "status")))
                .allMatch(number -> number.matches("(200([.]0)?)?"));
        JsonNode exception = top.path("exception");
        assertThat(exception.isObject() ? said(exception, "code") + said(exception, "message") : said(top, "exception"))
                .matches("(false|\\[\\])?");
        assertThat(List.of(said(response, "message"), said(response, "mensagem"), said(top, "message")))
                .noneMatch(message -> message.matches("[0-9]{4}.*") && !message.matches("[0-9.]*"))
                .noneMatch(message -> message.matches(
                        operation == Operation.ENABLE ? "Password .*deactivated.*" : "Password .* activated.*"));
    }

    /** A value as text, 0 and its like as false, and what is not there or null as nothing. */
    private static String said(JsonNode object, String name) {
        JsonNode value = object.path(name);
        String text = value.isMissingNode() || value.isNull()
                ? ""
                : value.isContainer() ? value.toString() : value.asString();
        return text.equals("0") ? "false" : text;
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(200)), Tuple.of(1, Arbitraries.of(201, 204, 400, 500)));
    }
}
