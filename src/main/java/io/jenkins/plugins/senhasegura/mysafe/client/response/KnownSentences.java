package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sentences by which the vendor, the gateway and web servers say what happened, whatever their case, blanks and
 * trailing punctuation. Sources: the vendor's pages on enabling and disabling a password, the error texts of Kong
 * Gateway 2.8 and 3.9, and the pages of nginx, Apache httpd and Caddy.
 */
public final class KnownSentences {
    private static final String NO_ROUTE = "no route matched with those values";

    /** Some end in something variable, such as an address; those are known by their beginning. */
    private record Sentence(String words, String normal, boolean isBeginning, Outcome outcome, Hint hint) {
        boolean fits(String message) {
            return isBeginning ? message.startsWith(normal) : message.equals(normal);
        }
    }

    /** In the order in which they decide where a page has several. */
    private static final List<Sentence> KNOWN = List.of(
            deciding("no Route matched with those values", Outcome.NOT_AUTHENTICATED),
            deciding("You are not authorized to access this resource", Outcome.NOT_AUTHENTICATED),
            deciding("not authorized to access this resource", Outcome.NOT_AUTHENTICATED),
            deciding("An invalid response was received from the upstream server", Outcome.UPSTREAM_INVALID_RESPONSE),
            // As the vendor's pages print it.
            deciding(
                    "An invalid response was received from the a seupstream server", Outcome.UPSTREAM_INVALID_RESPONSE),
            deciding("An invalid response was received from a seupstream server", Outcome.UPSTREAM_INVALID_RESPONSE),
            deciding("The upstream server is timing out", Outcome.UPSTREAM_TIMEOUT),
            // The gateway cannot find the server behind it; one fault, with status 503 or 500.
            new Sentence(
                    "failed the initial dns/balancer resolve",
                    "failed the initial dns/balancer resolve",
                    true,
                    Outcome.UNAVAILABLE,
                    null),
            deciding("name resolution failed", Outcome.UNAVAILABLE),
            deciding("failure to get a peer from the ring-balancer", Outcome.UNAVAILABLE),
            deciding("The upstream server is currently unavailable", Outcome.UNAVAILABLE),
            hinting("Your IP address is not allowed", false, Hint.ADDRESS),
            hinting("IP address not allowed", true, Hint.ADDRESS),
            hinting("Please use HTTPS protocol", false, Hint.HTTPS),
            hinting("You must use HTTPS", false, Hint.HTTPS),
            hinting("The plain HTTP request was sent to HTTPS port", false, Hint.HTTPS),
            hinting("You're speaking plain HTTP to an SSL-enabled server port", true, Hint.HTTPS),
            hinting("Client sent an HTTP request to an HTTPS server", false, Hint.HTTPS),
            hinting("No required SSL certificate was sent", false, Hint.CLIENT_CERTIFICATE),
            hinting("The SSL certificate error", false, Hint.CLIENT_CERTIFICATE),
            hinting("Resource sub not found", false, Hint.UNKNOWN_PATH),
            plain("Unexpected error"),
            plain("Unauthorized"),
            plain("Forbidden"),
            plain("Inactive authorization"),
            plain("The access token is invalid or has expired"),
            plain("The access token is missing"),
            plain("Invalid client authentication"),
            plain("No API key found in request"),
            plain("You cannot consume this service"),
            plain("Request timeout"),
            plain("Payload too large"),
            plain("Request size limit exceeded"),
            plain("API rate limit exceeded"),
            plain("Service unavailable"),
            plain("An unexpected error occurred"));

    private static final Map<Operation, String> ALREADY = Map.of(
            Operation.ENABLE, "password has already been activated",
            Operation.DISABLE, "password has already been deactivated");

    /** How words begin that say the opposite of what was asked, in the languages of the server. */
    private static final Map<Operation, List<String>> CONTRARY = Map.of(
            Operation.ENABLE,
                    List.of("deactiv", "desativ", "desactiv", "inactiv", "inativ", "disabl", "desabil", "deshabil"),
            Operation.DISABLE, List.of("activ", "ativad", "ativo", "ativa", "reactiv", "reativ", "enabl", "habilit"));

    private static final Set<String> NEGATIONS = Set.of("not", "cannot", "não", "nao");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]");
    private static final String UNEXPECTED_ERROR = "unexpected error";

    private KnownSentences() {}

    private static Sentence deciding(String words, Outcome outcome) {
        return new Sentence(words, normal(words), false, outcome, null);
    }

    private static Sentence hinting(String words, boolean isBeginning, Hint hint) {
        return new Sentence(words, normal(words), isBeginning, null, hint);
    }

    private static Sentence plain(String words) {
        return new Sentence(words, normal(words), false, null, null);
    }

    /** The messages as the methods below take them. */
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
            for (Sentence known : KNOWN) {
                if (known.outcome != null && known.fits(sentence)) {
                    return known.outcome;
                }
            }
        }
        return null;
    }

    /** The outcome that a sentence anywhere in the text of a page decides, or null. */
    static Outcome decidingInPage(String text) {
        String page = normal(text);
        return KNOWN.stream()
                .filter(known -> known.outcome != null && page.contains(known.normal))
                .map(Sentence::outcome)
                .findFirst()
                .orElse(null);
    }

    /** The mistakes that these normalised sentences give away. */
    static Set<Hint> hints(List<String> sentences) {
        Set<Hint> hints = EnumSet.noneOf(Hint.class);
        for (String sentence : sentences) {
            for (Sentence known : KNOWN) {
                if (known.hint != null && known.fits(sentence)) {
                    hints.add(known.hint);
                }
            }
        }
        return hints;
    }

    static Set<Hint> hintsInPage(String text) {
        String page = normal(text);
        Set<Hint> hints = EnumSet.noneOf(Hint.class);
        for (Sentence known : KNOWN) {
            if (known.hint != null && page.contains(known.normal)) {
                hints.add(known.hint);
            }
        }
        return hints;
    }

    static boolean isAlready(Operation operation, List<String> sentences) {
        return sentences.contains(ALREADY.get(operation));
    }

    /** Whether one of these normalised sentences says the opposite of what was asked. */
    static boolean isContrary(Operation operation, List<String> sentences) {
        List<String> contrary = CONTRARY.get(operation);
        for (String sentence : sentences) {
            for (String word : NO_LETTER.split(sentence)) {
                if (NEGATIONS.contains(word) || startsWithAny(word, contrary)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWithAny(String word, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (word.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    static boolean isUnexpectedError(List<String> sentences) {
        return sentences.contains(UNEXPECTED_ERROR);
    }

    /** Whether the gateway says that it has no such route. */
    public static boolean isNoRoute(String text) {
        return text != null && normal(PageText.of(text)).contains(NO_ROUTE);
    }

    /** In our own spelling the known sentence that one of these normalised messages is, or null: nothing else is in it. */
    static String known(List<String> sentences) {
        for (String sentence : sentences) {
            for (Sentence known : KNOWN) {
                if (known.fits(sentence)) {
                    return known.words;
                }
            }
        }
        return null;
    }

    /** The same for a page that has one that decides something or gives something away. */
    static String knownInPage(String text) {
        String page = normal(text);
        return KNOWN.stream()
                .filter(known -> (known.outcome != null || known.hint != null) && page.contains(known.normal))
                .map(Sentence::words)
                .findFirst()
                .orElse(null);
    }

    /** The four digits with which the vendor begins a message, with or without a colon behind them; or null. */
    static String leadingCode(String message) {
        String text = message.strip();
        for (int i = 0; i < 4; i++) {
            if (i >= text.length() || text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        boolean ends = text.length() == 4 || text.charAt(4) == ':' || Character.isWhitespace(text.charAt(4));
        return ends ? text.substring(0, 4) : null;
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
                // As pages print the apostrophe.
                normal.append(c == '\u2019' ? '\'' : c);
            }
        }
        int end = normal.length();
        while (end > 0 && ".!?…,;: ".indexOf(normal.charAt(end - 1)) >= 0) {
            end--;
        }
        return normal.substring(0, end);
    }
}
