package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A bar for each operation, from the oldest to the newest: its height tells how long it took, its colour and its mark
 * what it made of the build. Where there are too many for that, a bar stands for several and shows the worst and the
 * longest of them. Only numbers; the page draws them as SVG, without any script.
 */
public final class RecordChart {
    static final int MOST_BARS = 120;
    static final int MOST_WIDTH = 720;
    static final int HEIGHT = 120;

    private static final int LEAST_WIDTH = 240;
    private static final int LOWEST = 4;
    private static final int WIDEST = 24;
    private static final int GAP = 2;

    /** From the best to the worst. */
    private static final List<String> RESULTS = List.of("SUCCESS", "ABORTED", "UNSTABLE", "FAILURE");

    private final List<RecordRow> rows;
    private final List<Bar> bars = new ArrayList<>();
    private final long longest;
    private final int width;

    /** @param newestFirst as the page lists them; those that cannot be read have no bar */
    RecordChart(List<RecordRow> newestFirst) {
        rows = new ArrayList<>(
                newestFirst.stream().filter(row -> row.getPassword() != null).toList());
        Collections.reverse(rows);
        longest = rows.stream().mapToLong(RecordChart::millis).max().orElse(0);
        int each = Math.max(1, (rows.size() + MOST_BARS - 1) / MOST_BARS);
        int count = (rows.size() + each - 1) / each;
        int step = Math.min(WIDEST, MOST_WIDTH / Math.max(1, count));
        width = Math.max(LEAST_WIDTH, step * count);
        for (int i = 0; i < count; i++) {
            List<RecordRow> some = rows.subList(i * each, Math.min(rows.size(), (i + 1) * each));
            bars.add(new Bar(some, i * step, step - GAP, longest));
        }
    }

    private static long millis(RecordRow row) {
        return Math.max(0, row.getPassword().durationMillis());
    }

    /** As wide as its bars need, so that a few of them are not drawn small on a narrow page. */
    public int getWidth() {
        return width;
    }

    /** The bars from left to right. */
    public List<Bar> getBars() {
        return Collections.unmodifiableList(bars);
    }

    /** The longest duration, which has the highest bar. */
    public String getLongest() {
        return RecordRow.duration(longest);
    }

    /** How many operations have this result: SUCCESS, UNSTABLE, FAILURE or ABORTED. */
    public long count(String result) {
        return rows.stream().filter(row -> row.result().equals(result)).count();
    }

    /** One operation, or a few. */
    public static final class Bar {
        private final RecordRow worst;
        private final int count;
        private final int x;
        private final int width;
        private final int height;

        private Bar(List<RecordRow> some, int x, int width, long longest) {
            this.worst = Collections.max(some, (one, other) -> Integer.compare(rank(one), rank(other)));
            this.count = some.size();
            this.x = x;
            this.width = width;
            long millis = some.stream().mapToLong(RecordChart::millis).max().orElse(0);
            this.height = LOWEST + (longest == 0 ? 0 : (int) ((HEIGHT - LOWEST) * ((double) millis / longest)));
        }

        private static int rank(RecordRow row) {
            return RESULTS.indexOf(row.result());
        }

        /** The left edge. */
        public int getX() {
            return x;
        }

        /** The upper edge; it stands on the ground. */
        public int getY() {
            return HEIGHT - height;
        }

        public int getWidth() {
            return width;
        }

        public int getHeight() {
            return height;
        }

        /** The middle, where its mark goes. */
        public int getMiddle() {
            return x + width / 2;
        }

        /** SUCCESS, UNSTABLE, FAILURE or ABORTED. */
        public String getResult() {
            return worst.result();
        }

        /** The same as a part of a CSS class. */
        public String getKind() {
            return getResult().toLowerCase(Locale.ROOT);
        }

        /** Tells failures without colours; empty for a success. */
        public String getMark() {
            return switch (getResult()) {
                case "FAILURE" -> "✗";
                case "UNSTABLE" -> "!";
                case "ABORTED" -> "–";
                default -> "";
            };
        }

        /** What a pointer that rests on it is told. */
        public String getTitle() {
            OperationRecord password = worst.getPassword();
            String one =
                    worst.getBuild() + ", " + password.id() + ": " + password.outcome() + ", " + worst.getDuration();
            return count == 1 ? one : one + " (+" + (count - 1) + ")";
        }
    }
}
