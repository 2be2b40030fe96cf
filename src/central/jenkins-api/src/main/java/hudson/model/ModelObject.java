package hudson.model;

/** Anything with a name to show. */
public interface ModelObject {

    String getDisplayName();
}
