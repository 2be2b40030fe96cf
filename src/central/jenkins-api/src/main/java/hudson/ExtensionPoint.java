package hudson;

/** Marks what plugins may implement. */
public interface ExtensionPoint {}
