package io.jenkins.plugins.senhasegura.mysafe.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * A JSON object as senhasegura, its gateway and OAuth 2.0 servers answer it: the scalars at the top and those in
 * {@code response}. Whatever is missing, null, extra or oddly typed is passed over.
 */
final class JsonAnswer {
    private static final int DEEPEST = 500;
    private static final int LONGEST_NUMBER = 100;
    /** So many characters always fit into a long. */
    private static final int LONGEST_LONG = 18;
    /** The lowest status that is an error. */
    private static final BigDecimal LOWEST_ERROR = BigDecimal.valueOf(400);

    private static final JsonFactory JSON = JsonFactory.builder()
            // Answers are read on the one I/O thread, which need not share its buffer.
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    // Only the length of those that are looked at matters, and that is checked when they are.
                    .maxNumberLength(RawAnswer.BODY_CAP)
                    .maxStringLength(RawAnswer.BODY_CAP)
                    .maxNameLength(RawAnswer.BODY_CAP)
                    .build())
            .build();
    /** The fields that are looked at; all others are read over without being kept. */
    private static final Map<String, Integer> FIELDS = numbered(
            "code",
            "response",
            "status",
            "message",
            "error",
            "error_code",
            "detail",
            "mensagem",
            "erro",
            "cod_erro",
            "request_id",
            "access_token",
            "token_type",
            "expires_in",
            "error_description",
            "reason");
    /** Stands for an object or an array where a scalar was expected. */
    private static final Object STRUCTURE = new Object();

    // The values by the numbers of their names.
    private final Object[] top = new Object[FIELDS.size()];
    private final Object[] response = new Object[FIELDS.size()];

    private JsonAnswer() {}

    private static Map<String, Integer> numbered(String... names) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
        return Map.copyOf(numbers);
    }

    /** Reads one JSON object and nothing behind it; null when the text is anything else. */
    static JsonAnswer read(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            JsonAnswer answer = new JsonAnswer();
            answer.fields(parser, answer.top, true);
            return parser.nextToken() == null ? answer : null;
        } catch (JacksonException broken) {
            return null;
        }
    }

    private void fields(JsonParser parser, Object[] into, boolean atTop) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Integer field = FIELDS.get(name);
            JsonToken token = parser.nextToken();
            if (atTop && token == JsonToken.START_OBJECT && name.equals("response")) {
                into[field] = STRUCTURE;
                fields(parser, response, false);
            } else if (field != null) {
                into[field] = value(parser, token);
            } else {
                // Walks to the end, so that broken and doubled content inside is noticed too.
                parser.skipChildren();
            }
        }
    }

    private static Object get(Object[] fields, String name) {
        return fields[FIELDS.get(name)];
    }

    private static Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getStringLength() > LONGEST_LONG
                        ? number(parser.getString())
                        : BigDecimal.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> number(parser.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT, START_ARRAY -> {
                parser.skipChildren();
                yield STRUCTURE;
            }
            default -> null;
        };
    }

    /** Whether {@code response} or {@code code} stands at the top with a value. */
    boolean holdsResponseOrCode() {
        return get(top, "response") != null || get(top, "code") != null;
    }

    /** The first of these fields that holds a text that is not blank, those in {@code response} first; or null. */
    String text(String... names) {
        String text = text(response, names);
        return text == null ? text(top, names) : text;
    }

    private static String text(Object[] fields, String... names) {
        for (String name : names) {
            if (get(fields, name) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    /** What each of these fields says in {@code response} and at the top, in this order; no blank, none twice. */
    List<String> texts(String... names) {
        List<String> texts = new ArrayList<>(2);
        for (String name : names) {
            addText(texts, get(response, name));
            addText(texts, get(top, name));
        }
        return texts;
    }

    private static void addText(List<String> texts, Object value) {
        if (value instanceof String text && !text.isBlank() && !texts.contains(text)) {
            texts.add(text);
        }
    }

    /** A field at the top: String, BigDecimal, Boolean, or null when it is missing, null or no scalar. */
    Object scalar(String name) {
        Object value = get(top, name);
        return value == STRUCTURE ? null : value;
    }

    /** Whether {@code error} or its Portuguese twin says so, or there is an error code, or a code of 400 and above. */
    boolean isError() {
        return isTrue("error")
                || isTrue("erro")
                || !errorCodes().isEmpty()
                || isErrorStatus("code")
                || isErrorStatus("status");
    }

    /** The vendor's error codes other than 0, the most telling first. */
    List<String> errorCodes() {
        List<String> codes = new ArrayList<>(0);
        addCode(codes, get(response, "error_code"));
        addCode(codes, get(top, "error_code"));
        addCode(codes, get(response, "cod_erro"));
        addCode(codes, get(top, "cod_erro"));
        return codes;
    }

    private static void addCode(List<String> codes, Object value) {
        String code = value instanceof BigDecimal number ? plain(number) : value instanceof String s ? s.strip() : "";
        if (!code.isEmpty() && !code.equals("0")) {
            codes.add(code);
        }
    }

    private boolean isTrue(String name) {
        return isTrue(get(response, name)) || isTrue(get(top, name));
    }

    private static boolean isTrue(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof BigDecimal number) {
            return number.signum() != 0;
        }
        if (value instanceof String text) {
            // OAuth 2.0 puts the error's name here.
            return !text.isBlank()
                    && !text.strip().equalsIgnoreCase("false")
                    && !text.strip().equals("0");
        }
        return value == STRUCTURE;
    }

    private boolean isErrorStatus(String name) {
        return isErrorStatus(get(response, name)) || isErrorStatus(get(top, name));
    }

    private static boolean isErrorStatus(Object value) {
        BigDecimal number = value instanceof BigDecimal n ? n : value instanceof String s ? number(s.strip()) : null;
        return number != null && number.compareTo(LOWEST_ERROR) >= 0;
    }

    /** A number in at most 100 characters, or null. */
    static BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        // Not toPlainString for all: 1e999999999 would be a gigabyte of zeros.
        return Math.abs(number.scale()) > LONGEST_NUMBER
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
    }
}
