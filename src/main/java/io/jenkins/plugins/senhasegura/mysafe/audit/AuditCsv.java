package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit as comma-separated values (RFC 4180), in which no cell is a formula to whatever opens it. */
final class AuditCsv {
    private static final List<String> COLUMNS = Stream.of(AuditRecord.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    private AuditCsv() {}

    /** The line with the names of the columns. */
    static String head() {
        return line(COLUMNS.stream());
    }

    /** The line of a record. Times are in ISO 8601. */
    static String line(AuditRecord record) {
        var values = record.asMap();
        values.put("time", Instant.ofEpochMilli(record.time()));
        values.put("since", record.since() == 0 ? null : Instant.ofEpochMilli(record.since()));
        return line(COLUMNS.stream().map(values::get));
    }

    private static String line(Stream<?> cells) {
        return cells.map(AuditCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
