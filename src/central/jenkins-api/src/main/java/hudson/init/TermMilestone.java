package hudson.init;

/** The stages of a shutdown. */
public enum TermMilestone {
    STARTED,
    COMPLETED;
}
