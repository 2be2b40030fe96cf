package io.jenkins.plugins.senhasegura.mysafe.window;

/** What becomes of a password that was active before its window opened. */
public enum WhenFoundActive {
    /** It is left as it was found. */
    KEEP,
    /** It is disabled with the others. */
    DISABLE
}
