package io.jenkins.plugins.senhasegura.mysafe.monitoring;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of the latest operations at each server, since the start of Jenkins: nothing of whose they were, and no message.
 *
 * <p>Thread-safe: its lock guards the lists.
 */
final class LastEnds {
    /** Kept for each server. */
    static final int MOST = 10;

    private static final int MOST_SERVERS = 100;

    /**
     * One operation.
     *
     * @param httpStatus 0 without a response
     * @param millis from start to end
     */
    record End(Instant time, Operation operation, Outcome outcome, int httpStatus, int attempts, long millis) {}

    private final Map<String, Deque<End>> servers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<End>> eldest) {
            return size() > MOST_SERVERS;
        }
    };

    synchronized void add(Instant time, OperationResult ended) {
        Deque<End> ends = servers.computeIfAbsent(ended.server(), first -> new ArrayDeque<>());
        if (ends.size() == MOST) {
            ends.removeLast();
        }
        ends.addFirst(new End(
                time,
                ended.operation(),
                ended.outcome(),
                ended.httpStatus(),
                ended.attempts(),
                ended.durationMillis()));
    }

    /**
     * The latest first.
     *
     * @param server its name; null for what ended before there was any
     */
    synchronized List<End> of(String server) {
        Deque<End> ends = servers.get(server);
        return ends == null ? List.of() : List.copyOf(ends);
    }
}
