package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks for a token, and finds the token endpoint where the Access Token URL was left empty. Shared by all calls that wait
 * for the token, so it knows none of them.
 */
final class TokenRequest implements Tokens.Fetch {
    private final Transport transport;
    private final TokenPaths paths;
    private final ServerSettings server;
    private final ClientCredentials credentials;
    private final Texts texts;

    TokenRequest(
            Transport transport, TokenPaths paths, ServerSettings server, ClientCredentials credentials, Texts texts) {
        this.transport = transport;
        this.paths = paths;
        this.server = server;
        this.credentials = credentials;
        this.texts = texts;
    }

    @Override
    public Runnable start(Consumer<Tokens.Fetched> end) {
        UnderWay underWay = new UnderWay(end);
        if (server.tokenUrls().size() == 1) {
            underWay.begin(server.tokenUrl());
        } else {
            paths.look(server.url(), underWay);
        }
        return underWay::abort;
    }

    /** Whether there is no token endpoint at the URL: a gateway's 404 or 405 of any kind, or its sentence. */
    static boolean isMissing(RawAnswer answer, Verdict refusal) {
        return refusal != null
                && (answer.status() == 404 || answer.status() == 405 || Sentences.isNoRoute(answer.text()));
    }

    /** One request, or two where the first one shows that there is nothing at its URL. */
    private final class UnderWay implements TokenPaths.Look {
        private final EventQueue events = new EventQueue();
        private final Consumer<Tokens.Fetched> end;
        private final List<ServerUrl> candidates = new ArrayList<>(server.tokenUrls());
        private Runnable abort = () -> {};
        private boolean over;

        UnderWay(Consumer<Tokens.Fetched> end) {
            this.end = end;
        }

        @Override
        public void begin(ServerUrl known) {
            events.execute(() -> {
                if (over) {
                    paths.abandoned(server.url(), this);
                    return;
                }
                if (candidates.remove(known)) {
                    candidates.add(0, known);
                }
                ask();
            });
        }

        private void ask() {
            ServerUrl url = candidates.remove(0);
            HttpAttempt attempt = new HttpAttempt(server, url, texts, ended -> events.execute(() -> ended(url, ended)));
            try {
                abort = attempt.post(transport, null, credentials.tokenForm(server.tenant()));
            } catch (RuntimeException | Error broken) {
                end(new Tokens.Fetched(failed(attempt.verdict(Causes.unwrapped(broken))), false));
            }
        }

        private void ended(ServerUrl url, HttpAttempt.End ended) {
            if (over) {
                return;
            }
            if (ended.answer() == null) {
                end(new Tokens.Fetched(failed(ended.failure()), ended.sent()));
                return;
            }
            TokenAnswerReader.TokenAnswer read = told(TokenAnswerReader.read(ended.answer()), ended.answer());
            if (isMissing(ended.answer(), read.refusal())) {
                paths.remember(server.url(), null);
                if (!candidates.isEmpty()) {
                    ask();
                    return;
                }
            } else if (read.refusal() == null || read.refusal().outcome() == Outcome.NOT_AUTHENTICATED) {
                paths.remember(server.url(), url);
            }
            end(new Tokens.Fetched(read, true));
        }

        private void end(Tokens.Fetched fetched) {
            over = true;
            paths.ended(server.url(), this);
            end.accept(fetched);
        }

        void abort() {
            events.execute(() -> {
                if (!over) {
                    over = true;
                    abort.run();
                    paths.abandoned(server.url(), this);
                }
            });
        }
    }

    private TokenAnswerReader.TokenAnswer told(TokenAnswerReader.TokenAnswer read, RawAnswer answer) {
        return read.refusal() == null ? read : refused(read.refusal(), answer);
    }

    private TokenAnswerReader.TokenAnswer failed(Verdict verdict) {
        return refused(verdict.about(RequestKind.TOKEN), null);
    }

    private TokenAnswerReader.TokenAnswer refused(Verdict verdict, RawAnswer answer) {
        return new TokenAnswerReader.TokenAnswer(null, null, Mistakes.told(verdict, answer, server, credentials));
    }
}
