package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AccessToken;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.OperationReport;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.TokenCache;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret and no token in a result, a log line or a text form, however the server echoes them. */
class SecretsTest extends OutcomeTestBase {
    private static final String TOKEN = "eyJhbGciOi.J9+/~_-.c2lnbmF0dXJl==";

    private static final List<String> SECRETS = List.of(
            "s3cr3t-Value", "a&b=c d+e/f", "<s\"3'c>&r€t", "p%41ss wörd", "line\r\nend", "\uD83D\uDD11key?", "~*()!x");

    /** How a text may come back. */
    private static Map<String, String> echoes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        Map<String, String> echoes = new LinkedHashMap<>(escapedForJson(text));
        echoes.putAll(Map.of(
                "as it is", text,
                "URL-encoded", encoded,
                "URL-encoded with %20", encoded.replace("+", "%20"),
                "URL-encoded in small letters",
                        Pattern.compile("%..")
                                .matcher(encoded)
                                .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)),
                "base64", Base64.getEncoder().encodeToString(bytes),
                "base64 without padding", Base64.getEncoder().withoutPadding().encodeToString(bytes),
                "base64 for URLs", Base64.getUrlEncoder().encodeToString(bytes),
                "base64 for URLs without padding",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                "escaped for HTML",
                        text.replace("&", "&amp;")
                                .replace("<", "&lt;")
                                .replace(">", "&gt;")
                                .replace("\"", "&quot;"),
                "in one line", text.replaceAll("[\r\n]+", " ")));
        String html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        // As PHP, Go, Python and Java's libraries have them.
        echoes.put("escaped by htmlspecialchars", html.replace("\"", "&quot;").replace("'", "&#039;"));
        echoes.put("escaped by html/template", html.replace("\"", "&#34;").replace("'", "&#39;"));
        echoes.put("escaped by html.escape", html.replace("\"", "&quot;").replace("'", "&#x27;"));
        return echoes;
    }

    /** How a JSON body has it that is shown as it came, by what has written it. */
    private static Map<String, String> escapedForJson(String text) {
        String json = text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
        String quoted = json.replace("\"", "\\\"");
        return Map.of(
                "by Jackson", quoted,
                "by PHP", numbered(quoted.replace("/", "\\/"), "[^ -~]", "\\u%04x"),
                "by Python", numbered(quoted, "[^ -~]", "\\u%04x"),
                "by Go", numbered(quoted, "[<>&]", "\\u%04x"),
                "by Gson", numbered(quoted, "[<>&=']", "\\u%04x"),
                "by .NET", numbered(json, "[^ -~]|[\"&'+<>`]", "\\u%04X"));
    }

    private static String numbered(String text, String which, String format) {
        return Pattern.compile(which)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group()
                        .chars()
                        .mapToObj(c -> String.format(format, c))
                        .collect(Collectors.joining())));
    }

    static Stream<Arguments> echoed() {
        List<Arguments> rows = new ArrayList<>();
        for (String secret : SECRETS) {
            echoes(secret).forEach((how, echo) -> rows.add(Arguments.argumentSet(how + ": " + secret, secret, echo)));
        }
        echoes(TOKEN).forEach((how, echo) -> rows.add(Arguments.argumentSet("token " + how, "other", echo)));
        return rows.stream();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        return json.append('"').toString();
    }

    @ParameterizedTest
    @MethodSource
    void echoed(String secret, String echo) {
        int before = fixture.log().size();
        String marked = "bad[" + echo + "]end";
        server.response(SimulatedServer.TOKEN, Responses.token(TOKEN))
                .pending(
                        Responses.json(503, "{\"message\":" + quoted(marked) + "}"),
                        Responses.json(
                                400,
                                "{\"message\":%1$s,\"error_code\":%1$s,\"request_id\":%1$s}"
                                        .formatted(quoted(marked))));
        OperationEnd enabled = fixture.enable(Settings.of(server).build(), new ClientCredentials("key", "id", secret));
        List<String> written =
                new ArrayList<>(fixture.log().subList(before, fixture.log().size()));
        written.add(enabled.toString());
        written.addAll(OperationReport.lines(enabled, Locale.ENGLISH));
        assertThat(enabled.operation().outcome()).isEqualTo(Outcome.BAD_REQUEST);
        assertThat(enabled.operation().message()).matches("bad\\[\\*\\*\\*\\*=*]end");
        assertThat(written).allSatisfy(line -> assertThat(line).doesNotContain(echo, secret, TOKEN));
    }

    @Test
    void exceptionForCredentialsThatAreRefusedShowsNoSecret() {
        assertThatThrownBy(() -> new ClientCredentials("key", "", "s3cr3t-Value"))
                .hasMessageContaining("key")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void secretInAPageIsMasked() {
        server.pending(Responses.text(404, "text/html", "<p>no such page: client_secret=s3cr3t-Value</p>"));
        OperationResult activation = fixture.enable(
                        Settings.of(server).build(), new ClientCredentials("key", "id", "s3cr3t-Value"))
                .operation();
        assertThat(activation.message()).isEqualTo("no such page: client_secret=****");
    }

    @Test
    void secretThatWouldBeCutByTheLimitIsMaskedBefore() {
        server.pending(Responses.json(400, "{\"message\":\"" + "x".repeat(490) + "s3cr3t-Value\"}"));
        OperationResult activation = fixture.enable(
                        Settings.of(server).build(), new ClientCredentials("key", "id", "s3cr3t-Value"))
                .operation();
        assertThat(activation.message()).isEqualTo("x".repeat(490) + "****");
    }

    @Test
    void tokenThatWasRefusedStaysMasked() {
        ClientCredentials credentials = OperationsFixture.credentials();
        ServerSettings settings = Settings.of(server).build();
        server.pending(
                Responses.activated(),
                Responses.json(401, "{}"),
                Responses.json(400, "{\"message\":\"neither token-1 nor token-2\"}"));
        fixture.enable(settings, credentials);
        OperationResult activation = fixture.enable(settings, credentials).operation();
        assertThat(activation.message()).isEqualTo("neither **** nor ****");
    }

    @Test
    void textFormsShowNoSecret() {
        ClientCredentials credentials = new ClientCredentials("key", "the-id", "s3cr3t-Value");
        ServerSettings settings = Settings.of(server).build();
        TokenCache.Key key = TokenCache.Key.of(settings, credentials);
        assertThat(List.of(
                        credentials.toString(),
                        key.toString(),
                        new AccessToken(TOKEN, 0, 0).toString(),
                        new OperationRequest(
                                        Operation.ENABLE,
                                        "1",
                                        () -> ErrorMapping.NONE,
                                        () -> settings,
                                        () -> credentials)
                                .toString(),
                        TokenResponseReader.read(new RawResponse(
                                        200,
                                        ("{\"access_token\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8),
                                        null,
                                        null))
                                .toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("s3cr3t", "eyJ"));
        assertThat(key.digest()).hasSize(64).doesNotContain("s3cr3t");
    }

    @Test
    void rawAnswerDoesNotShowItsBody() {
        RawResponse response = new RawResponse(200, TOKEN.getBytes(StandardCharsets.UTF_8), null, null);
        assertThat(response.toString()).doesNotContain("eyJ");
    }
}
