package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many operations had which result over time: a column for each part of the time that a page covers, the oldest on the
 * left. Only numbers; the page draws them as SVG, without any script.
 */
public final class AuditChart {
    static final int COLUMNS = 30;
    static final int WIDTH = 720;
    static final int HEIGHT = 80;

    private static final int GAP = 4;

    /** From the ground up. */
    private static final List<String> RESULTS = List.of("SUCCESS", "ABORTED", "UNSTABLE", "FAILURE");

    private final List<AuditRecord> records;
    private final List<Part> parts = new ArrayList<>();

    /** @param some in whatever order; lines about what is missing are left out */
    AuditChart(List<AuditRecord> some) {
        records = some.stream()
                .filter(record -> record.isOperation() && RESULTS.contains(record.result()))
                .toList();
        if (records.isEmpty()) {
            return;
        }
        long oldest = oldest();
        double each = Math.max(1, ((double) newest() - oldest + 1) / COLUMNS);
        int[][] counts = new int[COLUMNS][RESULTS.size()];
        for (AuditRecord record : records) {
            int column = (int) Math.min(COLUMNS - 1, ((double) record.time() - oldest) / each);
            counts[column][RESULTS.indexOf(record.result())]++;
        }
        int highest = 1;
        for (int[] column : counts) {
            highest = Math.max(highest, java.util.Arrays.stream(column).sum());
        }
        for (int i = 0; i < COLUMNS; i++) {
            int ground = 0;
            for (int j = 0; j < RESULTS.size(); j++) {
                if (counts[i][j] > 0) {
                    parts.add(new Part(i, RESULTS.get(j), counts[i][j], ground, highest));
                    ground += counts[i][j];
                }
            }
        }
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** What is drawn. */
    public List<Part> getParts() {
        return Collections.unmodifiableList(parts);
    }

    /** How many operations have this result: SUCCESS, UNSTABLE, FAILURE or ABORTED. */
    public long count(String result) {
        return records.stream().filter(record -> result.equals(record.result())).count();
    }

    /** The time at the left, in this time zone; null for the controller's. */
    public String oldest(String zone) {
        return DisplayedTime.of(oldest(), zone);
    }

    /** The time at the right, likewise. */
    public String newest(String zone) {
        return DisplayedTime.of(newest(), zone);
    }

    private long oldest() {
        return records.stream().mapToLong(AuditRecord::time).min().orElse(0);
    }

    private long newest() {
        return records.stream().mapToLong(AuditRecord::time).max().orElse(0);
    }

    /** The operations of one result in one column. */
    public static final class Part {
        private final int column;
        private final String result;
        private final int count;
        private final int ground;
        private final int highest;

        private Part(int column, String result, int count, int ground, int highest) {
            this.column = column;
            this.result = result;
            this.count = count;
            this.ground = ground;
            this.highest = highest;
        }

        /** The left edge. */
        public int getX() {
            return column * WIDTH / COLUMNS;
        }

        /** The upper edge. */
        public int getY() {
            return HEIGHT - (ground + count) * HEIGHT / highest;
        }

        public int getWidth() {
            return WIDTH / COLUMNS - GAP;
        }

        public int getHeight() {
            return Math.max(1, HEIGHT - ground * HEIGHT / highest - getY());
        }

        /** The result as a part of a CSS class. */
        public String getKind() {
            return result.toLowerCase(Locale.ROOT);
        }

        /** What a pointer that rests on it is told. */
        public String getTitle() {
            return result + ": " + count;
        }
    }
}
