package io.jenkins.plugins.senhasegura.mysafe.step;

import hudson.AbortException;
import hudson.remoting.ProxyException;
import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordResult;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the block of a window has ended, as far as that can be kept with its build while the window is being closed: Pipeline
 * cannot save a program that holds anything else, and would end the step with that instead. All of it for as long as
 * Jenkins runs.
 *
 * <p>Immutable.
 */
public final class BlockEnd implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Deeper than any result, and no loop. */
    private static final int DEEPEST = 20;

    private final Serializable kept;
    private final Throwable keptFailure;
    private final transient Object returned;
    private final transient Throwable thrown;

    /**
     * @param returned what the block has returned, or null
     * @param thrown what has ended it instead, or null
     */
    public BlockEnd(Object returned, Throwable thrown) {
        this.returned = returned;
        this.thrown = thrown;
        this.kept = kept(returned);
        this.keptFailure = kept(thrown);
    }

    /** What the block has returned; null after a restart where that could not be kept. */
    Object returned() {
        return returned;
    }

    /** What has ended it, or null. */
    Throwable thrown() {
        return thrown;
    }

    /** What could be kept is all that there is after a restart. */
    private Object readResolve() {
        return new BlockEnd(kept, keptFailure);
    }

    /** The same; or, of what cannot be written, texts, numbers, and lists and maps of them, as a copy; else null. */
    private static Serializable kept(Object returned) {
        try {
            return returned instanceof Serializable same && isWritten(same)
                    ? same
                    : plain(returned, DEEPEST).orElse(null);
        } catch (Throwable ofTheScript) { // a text or a list may be a script's own
            return null;
        }
    }

    private static Optional<Serializable> plain(Object value, int depth) {
        if (value instanceof CharSequence text) {
            return Optional.of(text.toString());
        }
        if (value instanceof Boolean || value instanceof Character || isNumber(value) || isOurs(value)) {
            return Optional.of((Serializable) value);
        }
        if (depth > 0 && value instanceof List<?> list) {
            return list(list, depth);
        }
        return depth > 0 && value instanceof Map<?, ?> map ? map(map, depth) : Optional.empty();
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number && value.getClass().getPackageName().matches("java\\.(lang|math)");
    }

    private static boolean isOurs(Object value) {
        return value instanceof EnablePasswordResult;
    }

    private static Optional<Serializable> list(List<?> list, int depth) {
        ArrayList<Serializable> copy = new ArrayList<>();
        for (Object each : list) {
            Optional<Serializable> kept = plain(each, depth - 1);
            if (kept.isEmpty() && each != null) {
                return Optional.empty();
            }
            copy.add(kept.orElse(null));
        }
        return Optional.of(copy);
    }

    private static Optional<Serializable> map(Map<?, ?> map, int depth) {
        LinkedHashMap<Serializable, Serializable> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : map.entrySet()) {
            Optional<Serializable> key = plain(each.getKey(), depth - 1);
            Optional<Serializable> kept = plain(each.getValue(), depth - 1);
            if (key.isEmpty() || (kept.isEmpty() && each.getValue() != null)) {
                return Optional.empty();
            }
            copy.put(key.get(), kept.orElse(null));
        }
        return Optional.of(copy);
    }

    /** The same, or, where it holds what cannot be written, one that has its class, message and stack trace as text. */
    private static Throwable kept(Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        return isWritten(thrown) ? thrown : inWords(thrown);
    }

    private static boolean isWritten(Serializable value) {
        try (ObjectOutputStream trial = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            trial.writeObject(value);
            return true;
        } catch (Throwable unwritable) { // perhaps a script's own
            return false;
        }
    }

    private static Throwable inWords(Throwable thrown) {
        try {
            return new ProxyException(thrown);
        } catch (Throwable ofTheScript) {
            return new AbortException(thrown.getClass().getName());
        }
    }
}
