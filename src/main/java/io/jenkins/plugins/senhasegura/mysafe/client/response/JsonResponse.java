package io.jenkins.plugins.senhasegura.mysafe.client.response;

import static io.jenkins.plugins.senhasegura.mysafe.client.response.JsonValues.isFalse;
import static io.jenkins.plugins.senhasegura.mysafe.client.response.JsonValues.isFourDigits;
import static io.jenkins.plugins.senhasegura.mysafe.client.response.JsonValues.isTrue;
import static io.jenkins.plugins.senhasegura.mysafe.client.response.JsonValues.number;
import static io.jenkins.plugins.senhasegura.mysafe.client.response.JsonValues.textOf;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A JSON object as senhasegura, its gateway and OAuth 2.0 servers send it, and what its fields say in the sense of the
 * vendor's pages. Whatever is missing, null, extra or oddly typed breaks nothing and proves nothing.
 */
final class JsonResponse {
    private static final int DEEPEST = 500;
    private static final BigDecimal OK = BigDecimal.valueOf(200);
    private static final BigDecimal LOWEST_ERROR = BigDecimal.valueOf(400);
    private static final BigDecimal HIGHEST_ERROR = BigDecimal.valueOf(599);
    private static final Set<String> BARE = Set.of("message", "request_id");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            // The body's cap bounds all of them; a long number in an extra field breaks nothing.
                            .maxNumberLength(RawResponse.BODY_CAP)
                            .maxStringLength(RawResponse.BODY_CAP)
                            .maxNameLength(RawResponse.BODY_CAP)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A double would round, and 1e999 would be infinite.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Takes quadratic time on a long row of zeros.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode top;
    /** Missing where {@code response} is no object. */
    private final JsonNode response;
    /** Those that have a code or a message, wherever they stand. */
    private final List<JsonNode> exceptions;

    private final List<String> messages;

    private JsonResponse(JsonNode top) {
        this.top = top;
        JsonNode inner = top.path("response");
        this.response = inner.isObject() ? inner : MissingNode.getInstance();
        this.exceptions = exceptions(top.path("exception"), response.path("exception"));
        this.messages = readMessages();
    }

    /** Reads one JSON object and nothing behind it; null when the text is anything else. */
    static JsonResponse read(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            JsonNode tree = JSON.readTree(text);
            return tree.isObject() ? new JsonResponse(tree) : null;
        } catch (JacksonException broken) {
            return null;
        }
    }

    /** Whether senhasegura's own envelope is there. */
    boolean hasResponse() {
        return response.isObject();
    }

    /** Whether there is nothing but a message, as the gateway words its own responses. */
    boolean isBareMessage() {
        return textOf(top.path("message")) != null && BARE.containsAll(top.propertyNames());
    }

    /** Whether there is nothing in it, or a message that says nothing. */
    boolean saysNothing() {
        return top.isEmpty() || top.has("message");
    }

    /** What each of these fields says in {@code response} and at the top, in this order; no blank, none twice. */
    List<String> texts(String... names) {
        List<String> texts = new ArrayList<>(2);
        for (String name : names) {
            addText(texts, response.path(name));
            addText(texts, top.path(name));
        }
        return texts;
    }

    /** All texts by which it may say what happened, the most telling first. */
    List<String> messages() {
        return messages;
    }

    private List<String> readMessages() {
        List<String> texts = texts("message", "mensagem", "detail");
        for (JsonNode exception : exceptions) {
            addText(texts, exception.path("message"));
            addText(texts, exception.path("detail"));
        }
        return List.copyOf(texts);
    }

    private static void addText(List<String> texts, JsonNode value) {
        String text = textOf(value);
        if (text != null && !texts.contains(text)) {
            texts.add(text);
        }
    }

    /** A text at the top that is not blank, or null. */
    String text(String name) {
        return textOf(top.path(name));
    }

    /** A field at the top as it is; missing, null and structures are null, numbers a BigDecimal. */
    Object scalar(String name) {
        JsonNode value = top.path(name);
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? number(value) : null;
    }

    /** Whether a field stands at the top, null included. */
    boolean has(String name) {
        return top.has(name);
    }

    /** Whether {@code error} or its Portuguese twin in the envelope says false, and nothing anywhere says the opposite. */
    boolean isDeniedError() {
        return (isFalse(response.path("error")) || isFalse(response.path("erro")))
                && !isErrorFlagged()
                && !hasErrorCode()
                && exceptions.isEmpty();
    }

    /** Whether it says that it is an error, whatever the status: by a flag or by an exception. */
    boolean isInError() {
        return isErrorFlagged() || !exceptions.isEmpty();
    }

    private boolean isErrorFlagged() {
        return isTrue(response.path("error"))
                || isTrue(response.path("erro"))
                || isTrue(top.path("error"))
                || isTrue(top.path("erro"));
    }

    /** Whether {@code error_code}, which is only a flag, is set. */
    boolean hasErrorCode() {
        return isTrue(response.path("error_code"))
                || isTrue(response.path("cod_erro"))
                || isTrue(top.path("error_code"))
                || isTrue(top.path("cod_erro"));
    }

    private static List<JsonNode> exceptions(JsonNode... values) {
        List<JsonNode> exceptions = new ArrayList<>(0);
        for (JsonNode value : values) {
            boolean says = value.isObject()
                    ? isTrue(value.path("code")) || textOf(value.path("message")) != null
                    : isTrue(value) && !(value.isArray() && value.isEmpty());
            if (says) {
                exceptions.add(value);
            }
        }
        return exceptions;
    }

    /** Whether each {@code status} and {@code code} that is there is 200. */
    boolean isOkThroughout() {
        for (JsonNode value : statuses()) {
            BigDecimal number = JsonValues.isThere(value) ? number(value) : OK;
            if (number == null || number.compareTo(OK) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The first {@code status} or {@code code} inside that is an HTTP status of an error; 0 without one. */
    int errorStatus() {
        for (JsonNode value : statuses()) {
            BigDecimal number = number(value);
            if (number != null && number.compareTo(LOWEST_ERROR) >= 0 && number.compareTo(HIGHEST_ERROR) <= 0) {
                return number.intValue();
            }
        }
        return 0;
    }

    private List<JsonNode> statuses() {
        return List.of(response.path("status"), top.path("code"), top.path("status"), response.path("code"));
    }

    /** The vendor's number of an error: in front of a message, else the exception's; null without one. */
    String errorNumber() {
        String number = numberInFront(texts("message", "mensagem"));
        if (number != null) {
            return number;
        }
        for (JsonNode exception : exceptions) {
            JsonNode code = exception.isObject() ? exception.path("code") : exception;
            BigDecimal value = number(code);
            if (value != null && isFourDigits(value)) {
                return value.toBigInteger().toString();
            }
        }
        return numberInFront(messages());
    }

    private static String numberInFront(List<String> messages) {
        for (String message : messages) {
            String number = KnownSentences.leadingCode(message);
            if (number != null) {
                return number;
            }
        }
        return null;
    }
}
