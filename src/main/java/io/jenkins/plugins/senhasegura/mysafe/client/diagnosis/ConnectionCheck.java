package io.jenkins.plugins.senhasegura.mysafe.client.diagnosis;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Stage;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.MySafeClient;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.TokenRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Advice;
import io.jenkins.plugins.senhasegura.mysafe.client.response.ApiResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.CommonMistakes;
import io.jenkins.plugins.senhasegura.mysafe.client.response.KnownSentences;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Tries a server stage by stage: name resolution, connection, TLS, access token, API; ends at the first stage that fails
 * and says what to do. The vendor documents no call that only reads and needs no permission, so the API is asked to
 * enable an identifier that no password has, which it documents to refuse with error 1005 and which changes nothing.
 *
 * <p>Thread-safe: the list of stages is its own lock, and the result is told without it.
 */
public final class ConnectionCheck {
    /** No password has it: identifiers are counted up from 1, and this is the last one that can be asked for. */
    static final PasswordId NOBODYS = new PasswordId(Long.MAX_VALUE);

    /** "Unexpected identifier type": some versions take so large a number for no identifier at all. */
    private static final String NO_IDENTIFIER = "1010";

    private final MySafeClient client;
    private final ServerSettings server;
    private final ClientCredentials credentials;
    private final Texts texts;
    private final List<Stage> stages = new ArrayList<>();
    private final CompletableFuture<List<Stage>> result = new CompletableFuture<>();

    public ConnectionCheck(MySafeClient client, ServerSettings server, ClientCredentials credentials, Locale locale) {
        this.client = client;
        this.server = server;
        this.credentials = credentials;
        this.texts = Texts.in(locale);
    }

    /** The longest that the test of a server can take: every stage of up to three requests has its own deadline. */
    public static Duration longest(Limits limits) {
        return limits.connectTimeout()
                .multipliedBy(5)
                .plus(limits.responseTimeout().multipliedBy(3));
    }

    /** All stages that were tried, the failed one last. */
    public CompletableFuture<List<Stage>> start() {
        askForToken(0, null);
        return result;
    }

    private Probe probe(ServerUrl url, Stage.Kind counts) {
        return new Probe(client, server, url, counts, texts, this::add);
    }

    private void add(Stage stage) {
        synchronized (stages) {
            stages.add(stage);
        }
        if (stage.status() == Stage.Status.FAILED) {
            end();
        }
    }

    private void end() {
        List<Stage> all;
        synchronized (stages) {
            all = List.copyOf(stages);
        }
        result.complete(all);
    }

    private void askForToken(int candidate, Probe before) {
        String form = credentials.tokenForm(server.tenant());
        probe(server.tokenUrls().get(candidate), Stage.Kind.TOKEN)
                .startAfter(
                        before, null, form, guarded((probe, response) -> tokenResponded(probe, response, candidate)));
    }

    /** Whatever is thrown, somebody waits for the end. */
    private Probe.Answered guarded(Probe.Answered next) {
        return (probe, response) -> {
            try {
                next.answered(probe, response);
            } catch (RuntimeException | Error broken) {
                result.completeExceptionally(broken);
            }
        };
    }

    private void tokenResponded(Probe probe, RawResponse response, int candidate) {
        TokenResponseReader.TokenResponse read = TokenResponseReader.read(response);
        if (read.refusal() != null) {
            Verdict refusal = CommonMistakes.told(read.refusal(), response, server, credentials);
            boolean missing = TokenRequest.isMissing(response, refusal);
            if (missing && candidate + 1 < server.tokenUrls().size()) {
                askForToken(candidate + 1, probe);
            } else {
                String remedy = withNotes(
                        missing ? missingRemedy() : Advice.of(refusal, texts).solution(), refusal);
                Redactor redactor = Redactor.of(credentials.secrets());
                probe.tell(Stage.Status.FAILED, Probe.said(refusal, redactor), remedy);
            }
            return;
        }
        String text = read.lifetime().isZero()
                ? texts.text("test.TOKEN.once", probe.url())
                : texts.text("test.TOKEN.passed", probe.url(), read.lifetime().toSeconds());
        probe.tell(Stage.Status.PASSED, text, null);
        List<String> secrets = new ArrayList<>(credentials.secrets());
        secrets.add(read.value());
        Redactor redactor = Redactor.of(secrets);
        probe(server.urlOf(Operation.ENABLE, NOBODYS), Stage.Kind.API)
                .startAfter(
                        probe,
                        "Bearer " + read.value(),
                        null,
                        guarded((api, said) -> apiResponded(api, said, redactor)));
    }

    /** A wrong path is the commonest mistake, since senhasegura documents two. */
    private String missingRemedy() {
        List<ServerUrl> tried = server.tokenUrls();
        if (tried.size() > 1) {
            return texts.text("test.TOKEN.neither", tried.get(0), tried.get(1));
        }
        List<String> paths = ServerSettings.tokenPaths();
        return texts.text("test.TOKEN.noRoute", server.tokenUrl(), paths.get(0), paths.get(1));
    }

    private void apiResponded(Probe probe, RawResponse response, Redactor redactor) {
        Verdict read = ApiResponseReader.read(Operation.ENABLE, response);
        Verdict verdict = CommonMistakes.told(read, response, server, credentials);
        String said = Probe.said(verdict, redactor);
        if (isNoApi(verdict)) {
            String remedy = texts.text("test.API.noRoute", server.url());
            probe.tell(Stage.Status.FAILED, said, withNotes(remedy, verdict));
        } else if (isAsDocumented(verdict)) {
            probe.tell(Stage.Status.PASSED, texts.text("test.API.passed", NOBODYS), null);
            end();
        } else if (isOfTheApi(verdict) && isUnderstood(verdict.outcome())) {
            String text = texts.text("test.API.noted", said, NOBODYS);
            probe.tell(Stage.Status.NOTED, text, texts.text("test.API.noted.remedy"));
            end();
        } else {
            String text = isUnderstood(verdict.outcome()) ? texts.text("test.API.notItself", said) : said;
            Advice advice = Advice.of(verdict, texts);
            probe.tell(Stage.Status.FAILED, text, advice == null ? null : withNotes(advice.solution(), verdict));
        }
    }

    /** Whether there is nothing at the URL: the application says so in JSON, with "Resource sub not found". */
    private static boolean isNoApi(Verdict verdict) {
        return verdict.status() == 404 || verdict.status() == 405 || KnownSentences.isNoRoute(verdict.message());
    }

    /** What an identifier that no password has is refused with, or a key that may not change it. */
    private static boolean isAsDocumented(Verdict verdict) {
        return switch (verdict.outcome()) {
            case PASSWORD_NOT_FOUND -> true;
            case BAD_REQUEST -> NO_IDENTIFIER.equals(verdict.errorCode());
            // Error 1006 comes from the API itself, a bare 403 from the gateway in front of it.
            case ACCESS_DENIED -> verdict.errorCode() != null;
            default -> false;
        };
    }

    /** Whether senhasegura itself answered, and so has taken the token: who knows its error numbers, is it. */
    private static boolean isOfTheApi(Verdict verdict) {
        return verdict.outcome().isSuccess()
                || verdict.answeredBy() == AnsweredBy.SENHASEGURA
                || verdict.errorCode() != null;
    }

    private static boolean isUnderstood(Outcome outcome) {
        return outcome.isSuccess() || outcome == Outcome.SERVER_ERROR || outcome == Outcome.BAD_REQUEST;
    }

    private String withNotes(String remedy, Verdict verdict) {
        List<String> all = new ArrayList<>(List.of(remedy));
        all.addAll(Advice.of(verdict, texts).notes());
        return String.join(" ", all);
    }
}
