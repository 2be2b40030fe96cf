package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes what was thrown to the log of Jenkins: classes and stack traces, but no messages. A message of a credentials
 * provider may hold a secret.
 */
public final class ThrowableLog {
    private ThrowableLog() {}

    /** Logs a warning; throws nothing whatever was thrown, and whatever the handlers of the log throw. */
    public static void log(Logger logger, String text, Throwable thrown) {
        try {
            LogRecord logged = new LogRecord(Level.WARNING, text);
            logged.setLoggerName(logger.getName());
            logged.setThrown(silenced(thrown, 8));
            logger.log(logged);
        } catch (Throwable unlogged) {
            return; // no memory, or somebody else's handler is broken: who waits has to be told all the same
        }
    }

    private static Throwable silenced(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause() == null || depth == 0 ? null : silenced(thrown.getCause(), depth - 1);
        Throwable silenced = new Throwable(thrown.getClass().getName(), cause);
        silenced.setStackTrace(thrown.getStackTrace());
        return silenced;
    }
}
