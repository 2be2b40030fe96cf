package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.EventQueue;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Causes;
import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.http.Transport;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.response.CommonMistakes;
import io.jenkins.plugins.senhasegura.mysafe.client.response.KnownSentences;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TokenResponseReader;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks for a token, and finds the token endpoint where the Access Token URL was left empty. Shared by all calls that wait
 * for the token, so it knows none of them.
 */
public final class TokenRequest implements TokenCache.Fetch {
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
    public Runnable start(Consumer<TokenCache.Fetched> end) {
        UnderWay underWay = new UnderWay(end);
        if (server.tokenUrls().size() == 1) {
            underWay.begin(server.tokenUrl());
        } else {
            paths.look(server.url(), underWay);
        }
        return underWay::abort;
    }

    /** Whether there is no token endpoint at the URL: a gateway's 404 or 405 of any kind, or its sentence. */
    public static boolean isMissing(RawResponse response, Verdict refusal) {
        return refusal != null
                && (response.status() == 404 || response.status() == 405 || KnownSentences.isNoRoute(response.text()));
    }

    /** One request, or two where the first one shows that there is nothing at its URL. */
    private final class UnderWay implements TokenPaths.Look {
        private final EventQueue events = new EventQueue();
        private final Consumer<TokenCache.Fetched> end;
        private final List<ServerUrl> candidates = new ArrayList<>(server.tokenUrls());
        private Runnable abort = () -> {};
        private boolean over;

        UnderWay(Consumer<TokenCache.Fetched> end) {
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
                end(new TokenCache.Fetched(failed(attempt.verdict(Causes.unwrapped(broken))), false));
            }
        }

        private void ended(ServerUrl url, HttpAttempt.End ended) {
            if (over) {
                return;
            }
            if (ended.response() == null) {
                end(new TokenCache.Fetched(failed(ended.failure()), ended.sent()));
                return;
            }
            TokenResponseReader.TokenResponse read = told(TokenResponseReader.read(ended.response()), ended.response());
            if (isMissing(ended.response(), read.refusal())) {
                remember(null);
                if (!candidates.isEmpty()) {
                    ask();
                    return;
                }
            } else if (read.refusal() == null || read.refusal().outcome() == Outcome.NOT_AUTHENTICATED) {
                remember(url);
            }
            end(new TokenCache.Fetched(read, true));
        }

        /** Only where it had to be found: another server of the same URL may have its Access Token URL from its settings. */
        private void remember(ServerUrl path) {
            if (server.tokenUrls().size() > 1) {
                paths.remember(server.url(), path);
            }
        }

        private void end(TokenCache.Fetched fetched) {
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

    private TokenResponseReader.TokenResponse told(TokenResponseReader.TokenResponse read, RawResponse response) {
        return read.refusal() == null ? read : refused(read.refusal(), response);
    }

    private TokenResponseReader.TokenResponse failed(Verdict verdict) {
        return refused(verdict.about(RequestKind.TOKEN), null);
    }

    private TokenResponseReader.TokenResponse refused(Verdict verdict, RawResponse response) {
        return new TokenResponseReader.TokenResponse(
                null, null, CommonMistakes.told(verdict, response, server, credentials));
    }
}
