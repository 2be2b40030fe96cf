package io.jenkins.plugins.senhasegura.mysafe.api;

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
 * <p>Thread-safe: the list of stages is its own lock.
 */
final class ConnectionTest {
    /** No password has it: identifiers are counted up from 1, and this is the last one that can be asked for. */
    static final PasswordId NOBODYS = new PasswordId(Long.MAX_VALUE);

    private final MySafeClient client;
    private final ServerSettings server;
    private final ClientCredentials credentials;
    private final Texts texts;
    private final List<Stage> stages = new ArrayList<>();
    private final CompletableFuture<List<Stage>> result = new CompletableFuture<>();

    ConnectionTest(MySafeClient client, ServerSettings server, ClientCredentials credentials, Locale locale) {
        this.client = client;
        this.server = server;
        this.credentials = credentials;
        this.texts = Texts.in(locale);
    }

    /** The longest that the test of a server can take: every stage has its own deadline. */
    static Duration longest(Limits limits) {
        return limits.connectTimeout()
                .multipliedBy(4)
                .plus(limits.answerTimeout().multipliedBy(2));
    }

    /** All stages that were tried, the failed one last. */
    CompletableFuture<List<Stage>> start() {
        probe(server.tokenUrl()).start(null, credentials.tokenForm(), this::tokenAnswered);
        return result;
    }

    private Probe probe(ServerUrl url) {
        return new Probe(client, server, url, texts, this::add);
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
        synchronized (stages) {
            result.complete(List.copyOf(stages));
        }
    }

    private void tokenAnswered(Probe probe, RawAnswer answer) {
        TokenAnswerReader.TokenAnswer read = TokenAnswerReader.read(answer);
        if (read.refusal() != null) {
            add(probe.failed(Stage.Kind.TOKEN, read.refusal(), tokenRemedy(read.refusal())));
            return;
        }
        String text = read.lifetime().isZero()
                ? texts.text("test.TOKEN.once")
                : texts.text("test.TOKEN.passed", read.lifetime().toSeconds());
        add(probe.stage(Stage.Kind.TOKEN, Stage.Status.PASSED, text, null));
        Probe api = probe(server.urlOf(Operation.ENABLE, NOBODYS));
        Redactor redactor = Redactor.of(List.of(credentials.clientSecret(), read.value()));
        Probe.Answered answered = (ended, said) -> apiAnswered(ended, said, redactor);
        if (api.isSameTarget(probe)) {
            api.send("Bearer " + read.value(), null, answered);
        } else {
            api.start("Bearer " + read.value(), null, answered);
        }
    }

    /** A wrong path is the commonest mistake, since senhasegura documents two. */
    private String tokenRemedy(Verdict refusal) {
        if (refusal.status() != 404 && refusal.status() != 405) {
            return texts.text("outcome." + refusal.outcome() + ".solution");
        }
        String current = server.tokenUrl().path();
        String other = current.endsWith("/" + ServerSettings.DEFAULT_TOKEN_URL)
                ? "api/oauth2/token"
                : ServerSettings.DEFAULT_TOKEN_URL;
        return texts.text("test.TOKEN.noRoute", server.tokenUrl(), server.url().resolve(other));
    }

    private void apiAnswered(Probe probe, RawAnswer answer, Redactor redactor) {
        Verdict read = AnswerReader.read(Operation.ENABLE, answer);
        Verdict verdict = new Verdict(
                read.outcome(),
                read.status(),
                read.errorCode(),
                redactor.message(read.message()),
                read.answeredBy(),
                null,
                read.requestId());
        switch (verdict.outcome()) {
            case PASSWORD_NOT_FOUND -> passed(probe);
            case ACCESS_DENIED -> {
                // Error 1006 comes from the API itself, a bare 403 from the gateway in front of it.
                if (verdict.errorCode() != null) {
                    passed(probe);
                } else {
                    failed(probe, verdict);
                }
            }
            case ACTIVATED, ALREADY_ACTIVE, SERVER_ERROR, BAD_REQUEST -> {
                String text = texts.text("test.API.noted", Probe.said(verdict), NOBODYS);
                add(probe.stage(Stage.Kind.API, Stage.Status.NOTED, text, texts.text("test.API.noted.remedy")));
                end();
            }
            default -> failed(probe, verdict);
        }
    }

    private void passed(Probe probe) {
        String text = texts.text("test.API.passed", NOBODYS);
        add(probe.stage(Stage.Kind.API, Stage.Status.PASSED, text, null));
        end();
    }

    private void failed(Probe probe, Verdict verdict) {
        boolean address = verdict.outcome() == Outcome.ACCESS_DENIED && Sentences.isIpNotAllowed(verdict.message());
        String detail = address ? "ACCESS_DENIED.address" : verdict.outcome().name();
        String remedy = verdict.status() == 404
                ? texts.text("test.API.noRoute", server.url())
                : texts.text("outcome." + detail + ".solution");
        add(probe.failed(Stage.Kind.API, verdict, remedy));
    }
}
