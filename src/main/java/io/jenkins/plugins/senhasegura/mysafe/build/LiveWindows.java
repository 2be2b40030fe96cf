package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.model.Run;
import io.jenkins.plugins.senhasegura.mysafe.window.Window;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The windows that builds of this Jenkins have, from their opening or their resume to their end.
 *
 * <p>Thread-safe: builds begin and end on threads of their own.
 */
final class LiveWindows {
    /** A window, null before it is there, and whose it is. */
    private record Live(Run<?, ?> run, Window window) {}

    private final Map<String, Live> live = new ConcurrentHashMap<>();

    /** A build is about to have this window: to be told before its lease is there, since not every job is found by its name. */
    void begins(Run<?, ?> run, String id) {
        live.putIfAbsent(id, new Live(run, null));
    }

    /** A build has this window, or would have it, were it not over meanwhile. */
    void began(Run<?, ?> run, String id, Window window) {
        Live now = new Live(run, window);
        // The build may have ended before this window was announced, or since.
        if (live.replace(id, now) == null || !run.isBuilding() && live.remove(id, now)) {
            window.abort();
        }
    }

    /** It has it no more. */
    void ended(String id) {
        live.remove(id);
    }

    /** The build that has a window, or null. */
    Run<?, ?> buildOf(String window) {
        Live known = live.get(window);
        return known == null ? null : known.run();
    }

    /** Ends the windows of a build that is over: what is left of them is the keeper's. */
    void over(Run<?, ?> run) {
        live.forEach((id, each) -> {
            if (each.run() == run) {
                // It may have begun meanwhile.
                Live last = live.remove(id);
                if (last != null && last.window() != null) {
                    last.window().abort();
                }
            }
        });
    }
}
