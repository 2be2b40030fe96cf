package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sentences by which the vendor and the gateway say what happened, whatever their case, blanks and trailing
 * punctuation. Sources: the vendor's pages on enabling and disabling a password, and Kong Gateway's error texts.
 */
final class Sentences {
    /** Said with whatever status, these decide. */
    private static final Map<String, Outcome> DECIDING = new LinkedHashMap<>();

    static {
        DECIDING.put("no route matched with those values", Outcome.NOT_AUTHENTICATED);
        DECIDING.put("you are not authorized to access this resource", Outcome.NOT_AUTHENTICATED);
        DECIDING.put("not authorized to access this resource", Outcome.NOT_AUTHENTICATED);
        DECIDING.put("an invalid response was received from the upstream server", Outcome.UPSTREAM_INVALID_RESPONSE);
        // As the vendor's page prints it.
        DECIDING.put(
                "an invalid response was received from the a seupstream server", Outcome.UPSTREAM_INVALID_RESPONSE);
        DECIDING.put("the upstream server is timing out", Outcome.UPSTREAM_TIMEOUT);
    }

    private static final Map<Operation, String> ALREADY = Map.of(
            Operation.ENABLE, "password has already been activated",
            Operation.DISABLE, "password has already been deactivated");
    private static final String UNEXPECTED_ERROR = "unexpected error";
    private static final String IP_NOT_ALLOWED = "your ip address is not allowed";

    /** The gateway's other texts, which decide nothing. */
    private static final Set<String> OTHERS = Set.of(
            "unauthorized",
            "the access token is invalid or has expired",
            "forbidden",
            "request timeout",
            "payload too large",
            "api rate limit exceeded",
            "an unexpected error occurred",
            "the upstream server is currently unavailable",
            "failure to get a peer from the ring-balancer",
            "name resolution failed");

    private Sentences() {}

    /** The messages as the three methods below take them. */
    static List<String> normal(List<String> messages) {
        List<String> sentences = new ArrayList<>(messages.size());
        for (String message : messages) {
            sentences.add(normal(message));
        }
        return sentences;
    }

    /** The outcome that one of these normalised sentences decides, or null. */
    static Outcome deciding(List<String> sentences) {
        for (String sentence : sentences) {
            Outcome outcome = DECIDING.get(sentence);
            if (outcome != null) {
                return outcome;
            }
        }
        return null;
    }

    /** The outcome that a sentence anywhere in a page of HTML, XML or plain text decides, or null. */
    static Outcome decidingInPage(String page) {
        String text = normal(withoutTags(page));
        for (Map.Entry<String, Outcome> sentence : DECIDING.entrySet()) {
            if (text.contains(sentence.getKey())) {
                return sentence.getValue();
            }
        }
        return null;
    }

    static boolean isAlready(Operation operation, List<String> sentences) {
        return sentences.contains(ALREADY.get(operation));
    }

    static boolean isUnexpectedError(List<String> sentences) {
        return sentences.contains(UNEXPECTED_ERROR);
    }

    static boolean isIpNotAllowed(String text) {
        return text != null && normal(withoutTags(text)).contains(IP_NOT_ALLOWED);
    }

    /** Whether the whole text is one of the vendor's or the gateway's, so that there is nothing secret in it. */
    static boolean isKnown(String text) {
        String normal = normal(text);
        return DECIDING.containsKey(normal)
                || OTHERS.contains(normal)
                || normal.equals(UNEXPECTED_ERROR)
                || normal.equals(IP_NOT_ALLOWED);
    }

    /** The four digits with which the vendor begins a message such as "1005: Password not found", or null. */
    static String leadingCode(String message) {
        String text = message.strip();
        boolean coded = text.length() > 4
                && text.charAt(4) == ':'
                && isDigit(text.charAt(0))
                && isDigit(text.charAt(1))
                && isDigit(text.charAt(2))
                && isDigit(text.charAt(3));
        return coded ? text.substring(0, 4) : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The text of a page; written by hand since a regular expression may take quadratic time on hostile input. */
    static String withoutTags(String page) {
        StringBuilder text = new StringBuilder(page.length());
        int depth = 0;
        for (int i = 0; i < page.length(); i++) {
            char c = page.charAt(i);
            if (c == '<') {
                depth = 1;
                text.append(' ');
            } else if (c == '>' && depth == 1) {
                depth = 0;
            } else if (depth == 0) {
                text.append(c);
            }
        }
        return text.toString().strip();
    }

    private static String normal(String message) {
        StringBuilder normal = new StringBuilder(message.length());
        boolean blank = false;
        for (int i = 0; i < message.length(); i++) {
            char c = Character.toLowerCase(message.charAt(i));
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = normal.length() > 0;
            } else {
                if (blank) {
                    normal.append(' ');
                    blank = false;
                }
                normal.append(c);
            }
        }
        int end = normal.length();
        while (end > 0 && ".!?…,;: ".indexOf(normal.charAt(end - 1)) >= 0) {
            end--;
        }
        return normal.substring(0, end);
    }
}
