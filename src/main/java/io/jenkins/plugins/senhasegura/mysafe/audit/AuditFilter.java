package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jvnet.localizer.LocaleProvider;

/** What somebody looks for in the audit. Each of its texts was checked; null is anything. */
final class AuditFilter {
    /** The parameters, in the order of the form. */
    static final List<String> FIELDS = List.of("id", "server", "job", "outcome", "from", "to");

    /** Everything. */
    static final AuditFilter ALL = new AuditFilter(Map.of(), null, null);

    private static final int MOST_QUOTED = 60;
    /** Years that a time in milliseconds can be told in. */
    private static final Pattern DATED = Pattern.compile("[0-9]{4}-");

    private static final byte[] TIME = "{\"time\":".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, String> texts;
    private final Instant from;
    private final Instant to;

    private AuditFilter(Map<String, String> texts, Instant from, Instant to) {
        this.texts = texts;
        this.from = from;
        this.to = to;
    }

    /**
     * Reads what a form or an address says.
     *
     * @param parameters by the names of the fields; null or blank where it says nothing
     * @param zone that of who asks
     * @throws IllegalArgumentException for what is none, with field, value and remedy in the language of who asks
     */
    static AuditFilter of(UnaryOperator<String> parameters, ZoneId zone) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String text = parameters.apply(field);
            if (text != null && !text.isBlank()) {
                texts.put(field, text.strip());
            }
        }
        check(texts, "id", AuditFilter::isId, Messages::AuditFilter_id);
        check(texts, "server", text -> isName(text, OperationRecord.LONGEST_FIELD), Messages::AuditFilter_name);
        check(texts, "job", text -> isName(text, AuditRecord.LONGEST_JOB), Messages::AuditFilter_name);
        check(texts, "outcome", text -> outcomes().contains(text), Messages::AuditFilter_outcome);
        Instant from = time(texts, "from", zone, 0);
        Instant to = time(texts, "to", zone, 1);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException(Messages.AuditFilter_order(texts.get("from"), texts.get("to")));
        }
        texts.keySet().removeAll(List.of("from", "to"));
        return new AuditFilter(texts, from, to);
    }

    /** The names that the filter for outcomes takes. */
    static List<String> outcomes() {
        return Stream.concat(
                        Stream.of(Outcome.values()).map(Outcome::name),
                        Stream.of(AuditRecord.FORGOTTEN, AuditRecord.NOT_KEPT, AuditRecord.GAP))
                .toList();
    }

    private interface Check {
        boolean holds(String text);
    }

    private interface Complaint {
        String about(String field, String value);
    }

    private static void check(Map<String, String> texts, String field, Check check, Complaint complaint) {
        String text = texts.get(field);
        if (text != null && !check.holds(text)) {
            throw new IllegalArgumentException(complaint.about(field, PlainText.of(text, MOST_QUOTED)));
        }
    }

    private static boolean isId(String text) {
        return text.length() < MOST_QUOTED && PasswordId.isId(text);
    }

    private static boolean isName(String text, int longest) {
        return text.length() <= longest && text.equals(PlainText.of(text, longest)) && text.indexOf('*') < 0;
    }

    /** A day, the time of a day, or such a time with its zone; @param days are added to a day */
    private static Instant time(Map<String, String> texts, String field, ZoneId zone, int days) {
        String text = texts.get(field);
        if (text == null) {
            return null;
        }
        List<Supplier<Instant>> readings = List.of(
                () -> LocalDate.parse(text).plusDays(days).atStartOfDay(zone).toInstant(),
                () -> LocalDateTime.parse(text).atZone(zone).toInstant(),
                () -> OffsetDateTime.parse(text).toInstant());
        for (Supplier<Instant> reading : readings) {
            try {
                if (DATED.matcher(text).lookingAt() && text.length() < MOST_QUOTED) {
                    return reading.get();
                }
            } catch (DateTimeException other) {
                continue;
            }
        }
        throw new IllegalArgumentException(Messages.AuditFilter_date(field, PlainText.of(text, MOST_QUOTED)));
    }

    /** From when on, or null. */
    Instant from() {
        return from;
    }

    /** Until when, without that moment; or null. */
    Instant to() {
        return to;
    }

    /** Bytes that each line has that passes, the rarest first. */
    List<byte[]> words() {
        List<byte[]> words = new ArrayList<>();
        for (String field : List.of("id", "job", "server", "outcome")) {
            String text = texts.get(field);
            if (text != null) {
                // As the file has it: the same generator wrote it there.
                String quoted = RecordJson.write(text);
                boolean below = field.equals("job") && text.endsWith("/");
                String value = quoted.substring(1, quoted.length() - (below ? 2 : 1));
                words.add(("\"" + field + "\":" + value).getBytes(StandardCharsets.UTF_8));
            }
        }
        return words;
    }

    /** Whether a month's file may have any; a day of grace, as the controller may have moved to another zone. */
    boolean mayBeIn(YearMonth month) {
        return (from == null || !month.atEndOfMonth().plusDays(2).isBefore(utc(from)))
                && (to == null || !month.atDay(1).minusDays(2).isAfter(utc(to)));
    }

    private static LocalDate utc(Instant time) {
        return LocalDate.ofInstant(time, java.time.ZoneOffset.UTC);
    }

    /** Whether a line's time alone tells that it does not pass; by its first bytes, as that is cheaper. */
    boolean isOutside(byte[] line) {
        if (from == null && to == null || line.length < TIME.length) {
            return false;
        }
        long time = 0;
        int at = TIME.length;
        while (at < line.length && line[at] >= '0' && line[at] <= '9' && at < TIME.length + 18) {
            time = time * 10 + line[at++] - '0';
        }
        return at > TIME.length
                && java.util.Arrays.equals(line, 0, TIME.length, TIME, 0, TIME.length)
                && !isWithin(time);
    }

    private boolean isWithin(long time) {
        return (from == null || time >= from.toEpochMilli()) && (to == null || time < to.toEpochMilli());
    }

    /** Whether a record passes. */
    boolean matches(AuditRecord record) {
        return isWithin(record.time())
                && is("id", record.id())
                && is("server", record.server())
                && is("outcome", record.outcome())
                && isJob(record.job());
    }

    private boolean is(String field, String value) {
        String wanted = texts.get(field);
        return wanted == null || wanted.equals(value);
    }

    /** A job by its full name, or all below a folder, whose name ends in a slash. */
    private boolean isJob(String job) {
        String wanted = texts.get("job");
        return wanted == null || job != null && (wanted.endsWith("/") ? job.startsWith(wanted) : wanted.equals(job));
    }

    /** Names of outcomes with what they mean, for a form. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            meanings.put(outcome.name(), outcome.meaning(LocaleProvider.getLocale()));
        }
        meanings.put(AuditRecord.FORGOTTEN, Messages.AuditRow_forgotten());
        meanings.put(AuditRecord.NOT_KEPT, Messages.AuditFilter_notKept());
        meanings.put(AuditRecord.GAP, Messages.AuditFilter_gap());
        return meanings;
    }
}
