package io.jenkins.plugins.senhasegura.mysafe.benchmark;

/**
 * One line of the table of figures.
 *
 * @param what is measured
 * @param needed the figure to reach, or "" where it is for information
 * @param ours what ours has
 * @param rival what it is compared with, or ""
 * @param ratio ours by the rival's, or ""
 * @param met null where nothing is asked
 */
record Row(String what, String needed, String ours, String rival, String ratio, Boolean met) {
    /** One without a figure to reach. */
    static Row information(String what, String ours, String rival, String ratio) {
        return new Row(what, "", ours, rival, ratio, null);
    }

    /** One with a figure to reach, and no rival. */
    static Row asked(String what, String needed, String ours, boolean met) {
        return new Row(what, needed, ours, "", "", met);
    }

    String markdown() {
        String verdict = met == null ? "" : met ? "yes" : "**NO**";
        return "| " + String.join(" | ", what, needed, ours, rival, ratio, verdict) + " |";
    }
}
