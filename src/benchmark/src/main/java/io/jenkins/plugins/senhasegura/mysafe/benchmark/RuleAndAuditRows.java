package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows about what many rules and a long audit cost, as far as they need no Jenkins. */
final class RuleAndAuditRows {
    private static final int RULES = 1_000;
    private static final double MIB = 1 << 20;

    private final Probe probe;
    private final Pace pace;
    private final List<Row> rows = new ArrayList<>();

    RuleAndAuditRows(Probe probe, Pace pace) {
        this.probe = probe;
        this.pace = pace;
    }

    List<Row> rows() throws IOException, InterruptedException {
        rules(probe.run(
                RuleCosts.class,
                Integer.toString(RULES),
                Double.toString(pace.probeWarmUpSeconds()),
                Double.toString(pace.probeSeconds() / 10),
                Integer.toString(pace.probeRounds())));
        try (WorkFolder folder = new WorkFolder()) {
            audit(probe.run(
                    AuditReads.class,
                    Integer.toString(pace.auditRecords()),
                    Integer.toString(pace.probeRounds()),
                    Double.toString(pace.probeSeconds()),
                    folder.of("audit")));
        }
        return rows;
    }

    private void rules(Map<String, String> seen) {
        Turns cpu = Turns.of(seen, "cpu");
        double above = cpu.ourMedian() - cpu.rivalMedian();
        rows.add(new Row(
                "Processor time of an activation with 1,000 rules, a folder each, of which the last permits, above one"
                        + " without any",
                "≤ 20 µs",
                String.format(Locale.ROOT, "%.1f µs", cpu.ourMedian()),
                String.format(Locale.ROOT, "%.1f µs", cpu.rivalMedian()),
                String.format(Locale.ROOT, "%.1f µs", above),
                above <= 20));
    }

    private void audit(Map<String, String> seen) {
        String many = String.format(Locale.ROOT, "%,d records of three years", pace.auditRecords());
        ratio(seen, "page", "First page of an audit with " + many + " ÷ with 1,000", 1.5);
        double heap = Probe.number(seen, "bytes");
        rows.add(Row.asked(
                "Bytes allocated for it, which is the most that its heap can be above idle",
                "≤ 8 MiB",
                String.format(Locale.ROOT, "%.1f MiB", heap / MIB),
                heap <= 8 * MIB));
        ratio(seen, "search", "The same with an id that occurs three times ÷ `grep -c` over the same files", 3);
        double forced = Probe.number(seen, "forced") / pace.probeSeconds();
        rows.add(Row.asked(
                "Forced writes of the audit a second, while records are added without a pause",
                "≤ 1",
                String.format(Locale.ROOT, "%.2f", forced),
                forced <= 1));
    }

    private void ratio(Map<String, String> seen, String name, String what, double most) {
        Turns turns = Turns.of(seen, name);
        Ratio ratio = turns.ratio();
        rows.add(new Row(
                what,
                String.format(Locale.ROOT, "≤ %.1f", most),
                String.format(Locale.ROOT, "%.2f ms", turns.ourMedian()),
                String.format(Locale.ROOT, "%.2f ms", turns.rivalMedian()),
                ratio.toString(),
                ratio.isAtMost(most)));
    }
}
