package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of a call as the build log shows it: one line for a success, up to six for an error. */
public final class Report {
    private Report() {}

    /** The lines, without line ends. */
    public static List<String> lines(Enabled enabled, Locale locale) {
        Activation activation = enabled.activation();
        Texts texts = Texts.in(locale);
        Outcome outcome = activation.outcome();
        String headline = headline(enabled, texts, locale);
        if (outcome.isSuccess()) {
            return List.of(headline);
        }
        List<String> lines = new ArrayList<>();
        lines.add(headline);
        if (activation.message() != null) {
            lines.add(
                    texts.text(isQuotation(activation, texts) ? "report.said" : "report.reason", activation.message()));
        }
        if (outcome != Outcome.CONFIGURATION) {
            boolean address = outcome == Outcome.ACCESS_DENIED && Sentences.isIpNotAllowed(activation.message());
            String detail = address ? "ACCESS_DENIED.address" : outcome.name();
            lines.add(texts.text("report.cause", texts.text("outcome." + detail + ".cause")));
            lines.add(texts.text("report.solution", texts.text("outcome." + detail + ".solution")));
        }
        lines.add(texts.text("report.result." + enabled.result()));
        return lines;
    }

    /** Whether the message is the server's. An answer cut off at the cap, and a proxy's, have a status and our words. */
    private static boolean isQuotation(Activation activation, Texts texts) {
        String oversized = texts.text("failure.oversized", RawAnswer.BODY_CAP / 1024);
        String noTunnel = texts.text("failure.noTunnel", activation.httpStatus());
        return activation.httpStatus() > 0
                && !activation.message().equals(oversized)
                && !activation.message().equals(noTunnel);
    }

    private static String headline(Enabled enabled, Texts texts, Locale locale) {
        Activation activation = enabled.activation();
        StringBuilder facts = new StringBuilder(96).append(activation.outcome().name());
        if (activation.httpStatus() > 0) {
            facts.append(", HTTP ").append(activation.httpStatus());
        }
        if (activation.attempts() > 0) {
            String key = activation.attempts() == 1 ? "report.attempt" : "report.attempts";
            texts.append(facts.append(", "), key, activation.attempts());
        }
        facts.append(", ").append(texts.seconds(activation.durationMillis()));
        if (activation.requestId() != null) {
            texts.append(facts.append(", "), "report.requestId", activation.requestId());
        }
        StringBuilder where = new StringBuilder(80);
        if (activation.server() != null) {
            texts.append(where, "report.server", activation.server());
        }
        if (enabled.credentialsId() != null) {
            texts.append(where, "report.credentials", enabled.credentialsId());
        }
        String meaning = activation.outcome().meaning(activation.operation(), locale);
        return texts.text("report.headline", activation.id(), where, meaning, facts);
    }

    /** A duration in seconds with one decimal, such as {@code 0.4 s} or {@code 0,4 s}, as the language writes it. */
    public static String seconds(long millis, Locale locale) {
        return Texts.in(locale).seconds(millis);
    }
}
