package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What one event does to those after it. */
class EventQueueTest {
    /** As another plugin's may be that has no memory left, too. */
    private static final class Broken extends Handler {
        @Override
        public void publish(LogRecord entry) {
            throw new OutOfMemoryError("of a test");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void anEventThatBreaksOffStopsNoOtherThoughTheLogIsBrokenToo() {
        Logger logger = Logger.getLogger(EventQueue.class.getName());
        Handler broken = new Broken();
        boolean inherited = logger.getUseParentHandlers();
        logger.addHandler(broken);
        logger.setUseParentHandlers(false);
        try {
            List<String> ran = new ArrayList<>();
            EventQueue events = new EventQueue();
            events.execute(() -> {
                events.execute(() -> ran.add("second"));
                throw new IllegalStateException("first");
            });
            events.execute(() -> ran.add("third"));
            assertThat(ran).containsExactly("second", "third");
        } finally {
            logger.setUseParentHandlers(inherited);
            logger.removeHandler(broken);
        }
    }
}
