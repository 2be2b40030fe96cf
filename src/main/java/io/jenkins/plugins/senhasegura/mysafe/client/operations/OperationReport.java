package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OutcomeDetails;
import io.jenkins.plugins.senhasegura.mysafe.client.model.RequestKind;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Advice;
import io.jenkins.plugins.senhasegura.mysafe.client.response.Verdict;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Redactor;
import io.jenkins.plugins.senhasegura.mysafe.client.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of a call as the build log shows it: one line for a success or a stop, a few more for an error. */
public final class OperationReport {
    private OperationReport() {}

    /** The lines, without line ends. */
    public static List<String> lines(OperationEnd end, Locale locale) {
        OperationResult result = end.operation();
        Texts texts = Texts.in(locale);
        Outcome outcome = result.outcome();
        String headline = headline(end, texts, locale);
        if (outcome.isSuccess() || outcome == Outcome.ABORTED) {
            return List.of(headline);
        }
        List<String> lines = new ArrayList<>();
        lines.add(headline);
        if (result.message() != null) {
            lines.add(texts.text(messageKey(result), result.message()));
        }
        if (outcome != Outcome.CONFIGURATION) {
            Advice advice = Advice.of(result, locale);
            lines.add(texts.text("report.cause", advice.cause()));
            lines.add(texts.text("report.solution", advice.solution()));
            advice.notes().forEach(note -> lines.add(texts.text("report.note", note)));
        }
        lines.add(texts.text("report.result." + end.result()));
        return lines;
    }

    private static String messageKey(OperationResult result) {
        if (!result.details().quoted()) {
            return "report.reason";
        }
        return result.answeredBy() == null ? "report.said" : "report.said." + result.answeredBy();
    }

    private static String headline(OperationEnd end, Texts texts, Locale locale) {
        OperationResult result = end.operation();
        StringBuilder facts = new StringBuilder(96).append(result.outcome().name());
        if (result.httpStatus() > 0) {
            facts.append(", HTTP ").append(result.httpStatus());
        }
        if (!result.outcome().isSuccess() && result.request() != null) {
            facts.append(", ").append(request(result.request(), result.details(), texts));
        }
        if (result.attempts() > 0) {
            String key = result.attempts() == 1 ? "report.attempt" : "report.attempts";
            texts.append(facts.append(", "), key, result.attempts());
        }
        facts.append(", ").append(texts.seconds(result.durationMillis()));
        if (result.requestId() != null) {
            texts.append(facts.append(", "), "report.requestId", result.requestId());
        }
        StringBuilder where = new StringBuilder(80);
        if (result.server() != null) {
            texts.append(where, "report.server", result.server());
        }
        if (end.credentialsId() != null) {
            texts.append(where, "report.credentials", end.credentialsId());
        }
        String meaning = result.outcome().meaning(result.operation(), locale);
        return texts.text("report.headline", result.id(), where, meaning, facts);
    }

    /** Which of the two requests it was, with the host where they go to different ones. */
    private static String request(RequestKind request, OutcomeDetails details, Texts texts) {
        String name = texts.text("report.request." + request);
        return details.host() == null ? name : texts.text("report.request.host", name, details.host());
    }

    /** What came of an attempt that is followed by another one. */
    static String attempt(Verdict verdict, Redactor redactor, Texts texts) {
        StringBuilder said = new StringBuilder(verdict.outcome().name());
        if (verdict.status() > 0) {
            said.append(", HTTP ").append(verdict.status());
        }
        if (verdict.request() != null) {
            said.append(", ").append(request(verdict.request(), verdict.details(), texts));
        }
        if (verdict.requestId() != null) {
            texts.append(said.append(", "), "report.requestId", redactor.id(verdict.requestId()));
        }
        if (verdict.message() != null) {
            said.append(", \"").append(verdict.shown(redactor)).append('"');
        }
        return said.toString();
    }

    /** A duration in seconds with one decimal, such as {@code 0.4 s} or {@code 0,4 s}, as the language writes it. */
    public static String seconds(long millis, Locale locale) {
        return Texts.in(locale).seconds(millis);
    }
}
