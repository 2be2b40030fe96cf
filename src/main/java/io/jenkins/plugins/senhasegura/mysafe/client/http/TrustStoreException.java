package io.jenkins.plugins.senhasegura.mysafe.client.http;

import java.io.IOException;

/** The Java runtime's trust store cannot be read, so nobody can be trusted. */
public final class TrustStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String store;

    TrustStoreException(String store, Exception cause) {
        super("The trust store " + store + " of the Java runtime cannot be read: " + detail(cause), cause);
        this.store = store;
    }

    private static String detail(Throwable failure) {
        Throwable deepest = failure;
        // A wrong password's deepest cause says less than the exception around it.
        while (deepest.getCause() != null && !(deepest instanceof IOException)) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    /** Where it is. */
    public String store() {
        return store;
    }

    /** What is wrong with it, in the runtime's words. */
    public String detail() {
        return detail(getCause());
    }
}
