package io.jenkins.plugins.senhasegura.mysafe.client.response;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** What single JSON values say, whatever type a server gives them. */
final class JsonValues {
    private static final int LONGEST_NUMBER = 100;

    private JsonValues() {}

    /** A text that is not blank, or null. */
    public static String textOf(JsonNode value) {
        return value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
    }

    public static boolean isFalse(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = number(value);
            return number != null && number.signum() == 0;
        }
        return (value.isBoolean() && !value.booleanValue())
                || (value.isString()
                        && (value.stringValue().equalsIgnoreCase("false")
                                || value.stringValue().equals("0")));
    }

    /** Whether it is there with a value other than false, the name of an OAuth 2.0 error for instance. */
    public static boolean isTrue(JsonNode value) {
        return isThere(value) && !isFalse(value);
    }

    static boolean isThere(JsonNode value) {
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isString() && value.stringValue().isBlank());
    }

    public static boolean isFourDigits(BigDecimal value) {
        return value.compareTo(BigDecimal.valueOf(1000)) >= 0
                && value.compareTo(BigDecimal.valueOf(9999)) <= 0
                && value.remainder(BigDecimal.ONE).signum() == 0;
    }

    public static BigDecimal number(JsonNode value) {
        if (value.isString()) {
            return number(value.stringValue().strip());
        }
        if (value.isInt()) {
            return BigDecimal.valueOf(value.intValue());
        }
        // The text's length decides before anything is reckoned: 1e999999999 is short, and a row of digits is odd.
        return value.isNumber() ? number(value.asString()) : null;
    }

    /** A number in at most 100 characters, or null. */
    public static BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
