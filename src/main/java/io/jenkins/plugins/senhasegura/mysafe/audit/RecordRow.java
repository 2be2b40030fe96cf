package io.jenkins.plugins.senhasegura.mysafe.audit;

import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.operations.OperationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jvnet.localizer.LocaleProvider;

/** One operation as a page shows it, on the job's page with the build that asked for it. */
public final class RecordRow {
    private final RecordPage.Entry entry;
    private final Run<?, ?> run;
    private final List<String> causes;
    private final boolean part;

    private RecordRow(RecordPage.Entry entry, Run<?, ?> run, List<String> causes, boolean part) {
        this.entry = entry;
        this.run = run;
        this.causes = causes;
        this.part = part;
    }

    /**
     * Those of the parts of a build, on a page of what they are parts of: part by part, the newest of each first. Where
     * they are too many, the newest of all of them; each part's own page has the rest.
     */
    static List<RecordRow> ofParts(List<Run<?, ?>> parts, int most) {
        List<RecordRow> rows = parts.stream()
                .flatMap(part -> BuildRecords.of(part).page(0, most).newestFirst().stream()
                        .map(entry -> new RecordRow(entry, part, List.of(), true)))
                .toList();
        return rows.size() <= most
                ? rows
                : rows.stream()
                        .sorted(Comparator.comparingLong((RecordRow row) -> RecordPage.time(row.entry))
                                .reversed())
                        .limit(most)
                        .toList();
    }

    static List<RecordRow> newestFirst(RecordPage page) {
        return newestFirst(page, null, List.of());
    }

    static List<RecordRow> newestFirst(RecordPage page, Run<?, ?> run, List<String> causes) {
        return page.newestFirst().stream()
                .map(entry -> new RecordRow(entry, run, causes, false))
                .toList();
    }

    static List<RecordRow> oldestFirst(RecordPage page) {
        List<RecordRow> rows = new ArrayList<>(newestFirst(page));
        Collections.reverse(rows);
        return rows;
    }

    /** The build's number as Jenkins writes it. */
    public String getBuild() {
        return "#" + run.getNumber();
    }

    /** What the build calls itself, where that is something else than its number; a part, by its job; or null. */
    public String getBuildName() {
        if (part) {
            return PlainText.of(run.getParent().getDisplayName(), OperationRecord.LONGEST_FIELD);
        }
        String name = PlainText.of(run.getDisplayName(), OperationRecord.LONGEST_FIELD);
        return name.equals(getBuild()) ? null : name;
    }

    /** The build's page below the root of Jenkins; null where it has none, as a promotion whose build is deleted. */
    public String getBuildUrl() {
        try {
            return run.getUrl();
        } catch (IllegalStateException nowhere) {
            return null;
        }
    }

    /** By whom or what the build was started. */
    public List<String> getCauses() {
        return causes;
    }

    /** Null where the line of the file cannot be read. */
    public OperationRecord getPassword() {
        return entry.operation();
    }

    /** Where in its file the line begins. */
    public long getPosition() {
        return entry.start();
    }

    /** What was asked for, in the language of who looks at it. */
    public String getOperation() {
        return inWords(entry.operation().operation());
    }

    /** An operation in the language of who looks at it. */
    static String inWords(String operation) {
        return operation(operation) == Operation.DISABLE ? Messages.RecordRow_disable() : Messages.RecordRow_enable();
    }

    private static Operation operation(String name) {
        return Operation.DISABLE.name().equals(name) ? Operation.DISABLE : Operation.ENABLE;
    }

    /** SUCCESS, UNSTABLE, FAILURE or ABORTED. */
    String result() {
        return entry.operation().result();
    }

    /** The platform's symbol for the result; its shape tells as much as its colour. */
    public String getIcon() {
        return switch (result()) {
            case "FAILURE" -> "symbol-status-red";
            case "UNSTABLE" -> "symbol-status-yellow";
            case "ABORTED" -> "symbol-status-aborted";
            default -> "symbol-status-blue";
        };
    }

    /** The outcome in a few words, in the language of who looks at it. */
    public String getMeaning() {
        return meaning(entry.operation().outcome(), entry.operation().operation());
    }

    /** What an outcome of an operation means, in the language of who looks at it; empty for one that is not known. */
    static String meaning(String outcome, String operation) {
        return outcome(outcome)
                .map(known -> known.meaning(operation(operation), LocaleProvider.getLocale()))
                .orElse("");
    }

    /** A record of another version of the plugin may have one that this version does not know. */
    private static Optional<Outcome> outcome(String name) {
        return Arrays.stream(Outcome.values())
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    /** What an error is about: the status, which request, and who sent the response. Empty for a success. */
    public String getFacts() {
        OperationRecord password = entry.operation();
        String status = password.httpStatus() == 0 ? null : "HTTP " + password.httpStatus();
        // Of an error that the build has passed, too.
        return outcome(password.outcome()).filter(Outcome::isSuccess).isPresent()
                ? ""
                : Stream.of(status, password.request(), password.answeredBy())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "));
    }

    /** When it ended, in this time zone, as Jenkins shows its own times; null for the controller's zone. */
    public String time(String zone) {
        return DisplayedTime.of(entry.operation().time(), zone);
    }

    /** The same for machines, as ISO 8601 has it. */
    public String getTimeStamp() {
        return Instant.ofEpochMilli(entry.operation().time()).toString();
    }

    /** The duration, below a second in milliseconds. */
    public String getDuration() {
        return duration(entry.operation().durationMillis());
    }

    static String duration(long millis) {
        Locale locale = LocaleProvider.getLocale();
        return millis < 1000 ? millis + " ms" : OperationReport.seconds(millis, locale);
    }
}
