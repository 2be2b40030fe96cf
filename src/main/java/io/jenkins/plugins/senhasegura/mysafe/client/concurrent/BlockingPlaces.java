package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The few threads that one holder may have, such as a credential, and those of its tasks that wait for one of them.
 *
 * <p>Not thread-safe: guarded by its pool.
 */
final class BlockingPlaces {
    static final int EACH = 2;

    /** Kept for as long as it has any. */
    private static final class Holder {
        private final Queue<BlockingTask<?>> waiting = new ArrayDeque<>();
        private int places;
        private int hanging;
    }

    private final Map<Object, Holder> holders = new HashMap<>();

    private Holder of(BlockingTask<?> task) {
        return task.holder == null ? null : holders.get(task.holder);
    }

    /** Adds it to those that are ready, or lets it wait; false where all places of its holder hang. */
    boolean enter(BlockingTask<?> task, Queue<BlockingTask<?>> ready) {
        if (task.holder == null) {
            return ready.add(task);
        }
        Holder holder = holders.computeIfAbsent(task.holder, key -> new Holder());
        if (holder.hanging >= EACH) {
            return false;
        }
        if (holder.places < EACH) {
            holder.places++;
            return ready.add(task);
        }
        return holder.waiting.add(task);
    }

    /** Gives its place to the next of the same holder. */
    void leave(BlockingTask<?> task, Queue<BlockingTask<?>> ready) {
        Holder holder = of(task);
        if (holder != null) {
            holder.places--;
            if (task.hangs) {
                holder.hanging--;
            }
            BlockingTask<?> next = holder.waiting.poll();
            if (next != null) {
                holder.places++;
                ready.add(next);
            } else if (holder.places == 0) {
                holders.remove(task.holder);
            }
        }
    }

    /** It hangs from now on; returns those that wait in vain. */
    List<BlockingTask<?>> hangs(BlockingTask<?> task) {
        Holder holder = of(task);
        if (holder == null || ++holder.hanging < EACH) {
            return List.of();
        }
        List<BlockingTask<?>> hopeless = new ArrayList<>(holder.waiting);
        holder.waiting.clear();
        return hopeless;
    }

    /** Takes out all that wait. */
    List<BlockingTask<?>> clear() {
        List<BlockingTask<?>> all = new ArrayList<>();
        holders.values().forEach(holder -> {
            all.addAll(holder.waiting);
            holder.waiting.clear();
        });
        return all;
    }
}
