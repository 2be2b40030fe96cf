package jenkins.model;

/** Whatever may have a badge beside its name. */
public interface Badgeable {}
