package hudson;

/** Starts processes on the machine of a build. */
public abstract class Launcher {

    Launcher() {}
}
