package jenkins;

/** Whether something is certain. */
public enum YesNoMaybe {
    YES,
    NO,
    MAYBE;
}
