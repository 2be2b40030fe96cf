package io.jenkins.plugins.senhasegura.mysafe.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what the answer of the access token endpoint means. Nothing of its body is shown but what is known
 * beforehand: it may hold a token. Sources: senhasegura's A2A page, RFC 6749 section 5, and the answers that the
 * vendor's command line expects.
 */
final class TokenAnswerReader {
    /** Assumed when the server does not say, or says something odd. */
    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    /** The longest that is believed: what the vendor calls the default life of a token. */
    static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

    /** The vendor's have four digits. */
    private static final int LONGEST_CODE = 6;

    /** RFC 6749, 5.2: these refuse the client, whatever status they come with. */
    private static final Set<String> REFUSALS = Set.of(
            "invalid_client",
            "invalid_grant",
            "invalid_request",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type",
            "access_denied");

    private TokenAnswerReader() {}

    /**
     * A token, or why there is none.
     *
     * @param value null when there is none
     * @param lifetime how long it lives; zero or less: to be used once
     * @param refusal null when there is a token
     */
    record TokenAnswer(String value, Duration lifetime, Verdict refusal) {
        /** Without the token. */
        @Override
        public String toString() {
            return refusal == null ? "access token for " + lifetime : refusal.toString();
        }
    }

    static TokenAnswer read(RawAnswer answer) {
        String text = answer.text();
        JsonAnswer json = JsonAnswer.read(text);
        Outcome refusal =
                json == null ? ofPage(answer.status(), text == null ? "" : text) : ofJson(answer.status(), json);
        if (refusal != null) {
            String said = json == null ? null : repeatable(json);
            String code = json == null ? null : repeatableCode(json);
            return new TokenAnswer(null, null, Verdict.of(answer, refusal, code, said));
        }
        return new TokenAnswer((String) json.scalar("access_token"), lifetime(json.scalar("expires_in")), null);
    }

    private static Outcome ofJson(int status, JsonAnswer json) {
        List<String> sentences = Sentences.normal(AnswerReader.messages(json));
        Outcome decided = Sentences.deciding(sentences);
        if (decided != null) {
            return decided;
        }
        if (refusal(json) != null) {
            return Outcome.NOT_AUTHENTICATED;
        }
        Outcome byStatus = byStatus(status);
        if (byStatus != null) {
            return byStatus;
        }
        if (Sentences.isUnexpectedError(sentences)) {
            return Outcome.SERVER_ERROR;
        }
        if (json.isError() || json.text("reason") != null) {
            return Outcome.NOT_AUTHENTICATED;
        }
        return status == 200 && isUsable(json) ? null : Outcome.UNEXPECTED_RESPONSE;
    }

    /** The OAuth 2.0 error that refuses the client, or null. */
    private static String refusal(JsonAnswer json) {
        String error =
                json.scalar("error") instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : "";
        return REFUSALS.contains(error) ? error : null;
    }

    /** What of the body may be shown: names and sentences that are known beforehand, and so hold no token; or null. */
    private static String repeatable(JsonAnswer json) {
        String refusal = refusal(json);
        return refusal != null
                ? refusal
                : AnswerReader.messages(json).stream()
                        .filter(Sentences::isKnown)
                        .findFirst()
                        .orElse(null);
    }

    private static String repeatableCode(JsonAnswer json) {
        return json.errorCodes().stream()
                .filter(code -> code.length() <= LONGEST_CODE && code.chars().allMatch(c -> c >= '0' && c <= '9'))
                .findFirst()
                .orElse(null);
    }

    private static Outcome ofPage(int status, String page) {
        Outcome decided = page.stripLeading().startsWith("{") ? null : Sentences.decidingInPage(page);
        if (decided != null) {
            return decided;
        }
        Outcome byStatus = byStatus(status);
        return byStatus == null ? Outcome.UNEXPECTED_RESPONSE : byStatus;
    }

    private static Outcome byStatus(int status) {
        return status == 400 || status == 403 ? Outcome.NOT_AUTHENTICATED : AnswerReader.byStatus(status);
    }

    private static boolean isUsable(JsonAnswer json) {
        // Line ends would add headers of the server's choice; anything but visible ASCII cannot stand in one.
        String token = json.scalar("access_token") instanceof String text ? text : "";
        boolean sendable = !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7F);
        Object type = json.scalar("token_type");
        return sendable
                && (type == null || "bearer".equalsIgnoreCase(type.toString().strip()));
    }

    private static Duration lifetime(Object expiresIn) {
        BigDecimal seconds = expiresIn instanceof BigDecimal number
                ? number
                : expiresIn instanceof String text ? JsonAnswer.number(text.strip()) : null;
        if (seconds == null) {
            return DEFAULT_LIFETIME;
        }
        if (seconds.signum() <= 0) {
            return Duration.ZERO;
        }
        return seconds.compareTo(BigDecimal.valueOf(LONGEST_LIFETIME.toSeconds())) >= 0
                ? LONGEST_LIFETIME
                : Duration.ofSeconds(seconds.longValue());
    }
}
