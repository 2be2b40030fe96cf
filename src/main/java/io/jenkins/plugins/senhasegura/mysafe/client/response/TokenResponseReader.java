package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what the response of the access token endpoint means. Of its body are shown an RFC 6749 error with its
 * description and hint, where no token is beside it, and sentences that are known beforehand; nothing else, since it may
 * hold a token. Sources: senhasegura's A2A page, RFC 6749 section 5, and recorded responses of token endpoints.
 */
public final class TokenResponseReader {
    /** Assumed when the server does not say, or says something odd. */
    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    /** The longest that is believed: what the vendor calls the default life of a token. */
    static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

    /** RFC 6749, 5.2: these refuse the client, whatever status below 500 they come with. */
    private static final Set<String> REFUSALS = Set.of(
            "invalid_client",
            "invalid_grant",
            "invalid_request",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type",
            "access_denied");

    private TokenResponseReader() {}

    /**
     * A token, or why there is none.
     *
     * @param value null when there is none
     * @param lifetime how long it lives; zero or less: to be used once
     * @param refusal null when there is a token
     */
    public record TokenResponse(String value, Duration lifetime, Verdict refusal) {
        /** Without the token. */
        @Override
        public String toString() {
            return refusal == null ? "access token for " + lifetime : refusal.toString();
        }
    }

    public static TokenResponse read(RawResponse response) {
        String body = response.text();
        JsonResponse json = JsonResponse.read(body);
        AnsweredBy answeredBy = Responder.of(response, json, body);
        if (json == null) {
            return refused(ofPage(response, answeredBy, body));
        }
        List<String> sentences = KnownSentences.normal(json.messages());
        Outcome refusal = answeredBy == AnsweredBy.PROXY
                ? Responder.ofProxy(response.status())
                : ofJson(response.status(), json, sentences);
        if (refusal != null) {
            return refused(ofJson(response, json, answeredBy, refusal, sentences));
        }
        return new TokenResponse((String) json.scalar("access_token"), lifetime(json.scalar("expires_in")), null);
    }

    private static TokenResponse refused(Verdict verdict) {
        return new TokenResponse(null, null, verdict);
    }

    private static Verdict ofJson(
            RawResponse response, JsonResponse json, AnsweredBy answeredBy, Outcome refusal, List<String> sentences) {
        Set<Hint> hints = hints(json, sentences);
        String said = ApiResponseReader.isRedirect(response) ? Quotation.target(response) : repeatable(json, sentences);
        Verdict verdict = Verdict.of(
                RequestKind.TOKEN,
                response,
                refusal,
                json.errorNumber(),
                said,
                answeredBy,
                ApiResponseReader.hints(response, hints));
        String id = json.text("request_id");
        return response.requestId() == null && isId(id) ? verdict.withRequestId(id) : verdict;
    }

    /** The mistakes that the body gives away, in the words of a gateway or of OAuth 2.0, as Kong's oauth2 plugin has them. */
    private static Set<Hint> hints(JsonResponse json, List<String> sentences) {
        Set<Hint> hints = EnumSet.noneOf(Hint.class);
        hints.addAll(KnownSentences.hints(sentences));
        hints.addAll(KnownSentences.hints(KnownSentences.normal(oauthWords(json))));
        return hints;
    }

    private static Outcome ofJson(int status, JsonResponse json, List<String> sentences) {
        Outcome decided = KnownSentences.deciding(sentences);
        if (decided != null) {
            return decided;
        }
        int counted = status == 200 && json.errorStatus() != 0 ? json.errorStatus() : status;
        Outcome byStatus = ApiResponseReader.byStatus(counted);
        if (byStatus != null && byStatus.isRetried()) {
            return byStatus;
        }
        if (KnownSentences.isUnexpectedError(sentences)) {
            return Outcome.SERVER_ERROR;
        }
        if (hints(json, sentences).contains(Hint.HTTPS)) {
            return Outcome.UNEXPECTED_RESPONSE;
        }
        boolean refused = json.isInError()
                || json.hasErrorCode()
                || json.errorStatus() != 0
                || json.text("reason") != null
                || byStatus != null;
        if (refused) {
            return Outcome.NOT_AUTHENTICATED;
        }
        return status == 200 && isUsable(json) ? null : Outcome.UNEXPECTED_RESPONSE;
    }

    /** What of the body may be shown, or null. */
    private static String repeatable(JsonResponse json, List<String> sentences) {
        String refusal = refusal(json);
        if (refusal == null) {
            return KnownSentences.known(sentences);
        }
        return String.join(": ", oauthWords(json));
    }

    /** The name of the error, and what explains it where no token can be in it. */
    private static List<String> oauthWords(JsonResponse json) {
        List<String> words = new ArrayList<>(3);
        String refusal = refusal(json);
        if (refusal != null) {
            words.add(refusal);
            for (String name : List.of("error_description", "hint")) {
                String text = json.has("access_token") ? null : json.text(name);
                if (text != null) {
                    words.add(text);
                }
            }
        }
        return words;
    }

    /** The OAuth 2.0 error that refuses the client, or null. */
    private static String refusal(JsonResponse json) {
        String error =
                json.scalar("error") instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : "";
        return REFUSALS.contains(error) ? error : null;
    }

    /** As Kong makes them, so that nothing else of the body can be in it. */
    private static boolean isId(String id) {
        return id != null && id.length() == 32 && id.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x7F);
    }

    private static Verdict ofPage(RawResponse response, AnsweredBy answeredBy, String body) {
        String page = body == null ? "" : PageText.of(body);
        Set<Hint> hints = ApiResponseReader.hints(response, KnownSentences.hintsInPage(page));
        String said =
                ApiResponseReader.isRedirect(response) ? Quotation.target(response) : KnownSentences.knownInPage(page);
        return Verdict.of(
                RequestKind.TOKEN,
                response,
                ofPage(response.status(), answeredBy, body, page),
                null,
                said,
                answeredBy,
                hints);
    }

    private static Outcome ofPage(int status, AnsweredBy answeredBy, String body, String page) {
        if (answeredBy == AnsweredBy.PROXY) {
            return Responder.ofProxy(status);
        }
        Outcome decided = ApiResponseReader.decidingInPage(body, page);
        if (decided != null) {
            return decided;
        }
        Outcome byStatus = ApiResponseReader.byStatus(status);
        // A bare page with 403 refuses whoever asks, and not this client.
        return byStatus == null || byStatus == Outcome.ACCESS_DENIED ? Outcome.UNEXPECTED_RESPONSE : byStatus;
    }

    private static boolean isUsable(JsonResponse json) {
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
                : expiresIn instanceof String text ? JsonValues.number(text.strip()) : null;
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
