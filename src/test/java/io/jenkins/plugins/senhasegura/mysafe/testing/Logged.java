package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the plugin writes to the log of Jenkins while it is open. Thread-safe. */
public final class Logged extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.jenkins.plugins.senhasegura.mysafe");
    private final List<String> texts = new CopyOnWriteArrayList<>();

    public Logged() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord written) {
        StringWriter text = new StringWriter();
        text.append(written.getMessage()).append('\n');
        if (written.getThrown() != null) {
            written.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        texts.add(text.toString());
    }

    /** Each record's message and stack trace. */
    public List<String> texts() {
        return texts;
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
