package io.jenkins.plugins.senhasegura.mysafe.config;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Looks for what is unsafe or cannot work in the settings. */
final class SettingsReview {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int LONGEST_NAME = 120;

    private final List<Problem> problems = new ArrayList<>();

    private SettingsReview() {}

    /** What can be told from the settings alone, so that it costs nothing. */
    static List<Problem> ofSettings(List<MySafeServer> servers, List<String> mapped, Instant now) {
        SettingsReview review = new SettingsReview();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < servers.size(); i++) {
            MySafeServer server = servers.get(i);
            if (!names.add(server.getName())) {
                review.add(i, "name", "doubled", server.getName());
            }
            review.urls(i, server);
            review.certificates(i, server, now);
        }
        review.problems.addAll(RulesReview.of(servers));
        review.mapping(mapped);
        return review.problems;
    }

    /** What only the credentials' providers can tell, who may have to ask other systems. */
    static List<Problem> ofCredentials(List<MySafeServer> servers) {
        SettingsReview review = new SettingsReview();
        for (int i = 0; i < servers.size(); i++) {
            MySafeServer server = servers.get(i);
            // None is allowed: then every job brings its own.
            if (server.getCredentialsId() != null) {
                review.credential(
                        i,
                        server,
                        JobCredentials.CREDENTIALS_ID,
                        server.getCredentialsId(),
                        () -> AdminCredentials.client(server.tokenUrls(), server.getCredentialsId()),
                        () -> AdminCredentials.isClientForJobs(server.tokenUrls(), server.getCredentialsId()));
            }
            if (server.getClientCertificateId() != null) {
                review.credential(
                        i,
                        server,
                        JobCredentials.CLIENT_CERTIFICATE_ID,
                        server.getClientCertificateId(),
                        () -> AdminCredentials.certificate(
                                ServerFields.url(server.getUrl()), server.getClientCertificateId(), found -> {}),
                        () -> AdminCredentials.isCertificateForJobs(
                                ServerFields.url(server.getUrl()), server.getClientCertificateId()));
            }
        }
        return review.problems;
    }

    private void add(int index, String field, String key, Object... arguments) {
        problems.add(new Problem(index + 1, field, key, arguments));
    }

    private void urls(int index, MySafeServer server) {
        try {
            ServerUrl url = ServerFields.url(server.getUrl());
            if (!url.isSecure()) {
                add(index, "url", "plainHttp", server.getName(), url);
            }
            if (url.surplusPath() != null) {
                add(index, "url", "surplusPath", server.getName(), url, url.surplusPath());
            }
            ServerUrl token = server.tokenUrls().get(0);
            if (!token.isSecure()
                    && server.getTokenUrl() != null
                    && server.getTokenUrl().contains("://")) {
                add(index, "tokenUrl", "plainHttp", server.getName(), token);
            }
        } catch (SettingException bad) {
            // Only a file that was edited by hand can hold such a value; the form and YAML refuse it.
            add(index, bad.field(), "unusable", server.getName(), bad.getMessage());
        }
    }

    private void certificates(int index, MySafeServer server, Instant now) {
        try {
            for (X509Certificate certificate : server.trust().certificates()) {
                Instant end = certificate.getNotAfter().toInstant();
                if (end.isBefore(now.plus(SOON))) {
                    String subject = certificate.getSubjectX500Principal().getName();
                    add(
                            index,
                            "trustedCertificates",
                            end.isBefore(now) ? "expired" : "expires",
                            server.getName(),
                            subject.length() > LONGEST_NAME ? subject.substring(0, LONGEST_NAME) + "…" : subject,
                            end.atZone(ZoneOffset.UTC).toLocalDate());
                }
            }
        } catch (SettingException bad) {
            add(index, bad.field(), "unusable", server.getName(), bad.getMessage());
        }
    }

    private void credential(
            int index, MySafeServer server, String field, String id, Runnable lookUp, BooleanSupplier isForJobs) {
        try {
            lookUp.run();
            if (!server.accessRules().isEmpty() && isForJobs.getAsBoolean()) {
                add(index, field, "rulesGlobal", server.getName(), id);
            }
        } catch (SettingException bad) {
            String key = field.equals(JobCredentials.CREDENTIALS_ID) ? "credentials" : "clientCertificate";
            add(index, field, key, server.getName(), id);
        } catch (RuntimeException provider) {
            // Its message is not ours to repeat: it may hold a secret.
            add(
                    index,
                    field,
                    "provider",
                    server.getName(),
                    id,
                    provider.getClass().getName());
        }
    }

    private void mapping(List<String> mapped) {
        Set<String> known = new HashSet<>();
        Outcome.mappable().forEach(outcome -> known.add(outcome.name()));
        for (String name : mapped) {
            if (!known.remove(name)) {
                problems.add(new Problem(0, "errorResult", "mapping", name));
            }
        }
    }
}
