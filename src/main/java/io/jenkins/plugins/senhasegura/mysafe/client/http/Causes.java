package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.util.concurrent.CompletionException;

/** Looks through the causes of an exception, which some libraries tie into a ring. */
public final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The first of this type, the failure itself included, or null. */
    public static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < DEEPEST; depth++) {
            if (type.isInstance(current)) {
                return type.cast(current);
            }
            current = current.getCause();
        }
        return null;
    }

    /** What the deepest one says, or which it is where it says nothing. */
    public static String detail(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current.getCause() != null && depth < DEEPEST; depth++) {
            current = current.getCause();
        }
        return current.getMessage() == null ? current.getClass().getSimpleName() : current.getMessage();
    }

    /** The exception itself, out of the wrappers that futures put around it. */
    public static Exception unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof Exception exception ? exception : new IllegalStateException(inner);
    }
}
