package io.jenkins.plugins.senhasegura.mysafe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A bar for each activation, from the oldest to the newest: its height tells how long it took, its colour and its mark
 * what it made of the build. Only numbers; the page draws them as SVG, without any script.
 */
public final class ActivationChart {
    private static final int MOST_WIDTH = 720;
    private static final int LEAST_WIDTH = 240;
    private static final int HEIGHT = 120;
    private static final int LOWEST = 4;
    private static final int WIDEST = 24;
    private static final int GAP = 2;

    private final List<Bar> bars = new ArrayList<>();
    private final long longest;
    private final int width;

    /** @param newestFirst as the page lists them */
    ActivationChart(List<ActivationRow> newestFirst) {
        longest = newestFirst.stream()
                .mapToLong(row -> row.getPassword().getDurationMillis())
                .max()
                .orElse(0);
        List<ActivationRow> rows = new ArrayList<>(newestFirst);
        Collections.reverse(rows);
        int step = Math.min(WIDEST, MOST_WIDTH / Math.max(1, rows.size()));
        width = Math.max(LEAST_WIDTH, step * rows.size());
        for (int i = 0; i < rows.size(); i++) {
            bars.add(new Bar(rows.get(i), i * step, step - GAP, longest));
        }
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
        return EnablePasswordRecord.duration(longest);
    }

    /** How many bars have this result: SUCCESS, UNSTABLE or FAILURE. */
    public long count(String result) {
        return bars.stream().filter(bar -> bar.getResult().equals(result)).count();
    }

    /** One activation. */
    public static final class Bar {
        private final ActivationRow row;
        private final int x;
        private final int width;
        private final int height;

        private Bar(ActivationRow row, int x, int width, long longest) {
            this.row = row;
            this.x = x;
            this.width = width;
            long millis = row.getPassword().getDurationMillis();
            this.height = LOWEST + (longest == 0 ? 0 : (int) ((HEIGHT - LOWEST) * millis / longest));
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

        /** SUCCESS, UNSTABLE or FAILURE. */
        public String getResult() {
            return row.getPassword().getResult();
        }

        /** The same as a part of a CSS class. */
        public String getKind() {
            return getResult().toLowerCase(java.util.Locale.ROOT);
        }

        /** Tells failures without colours; empty for a success. */
        public String getMark() {
            return switch (getResult()) {
                case "FAILURE" -> "✗";
                case "UNSTABLE" -> "!";
                default -> "";
            };
        }

        /** What a pointer that rests on it is told. */
        public String getTitle() {
            EnablePasswordRecord password = row.getPassword();
            return row.getBuild() + ", " + password.getId() + ": " + password.getOutcome() + ", "
                    + password.getDurationText();
        }
    }
}
