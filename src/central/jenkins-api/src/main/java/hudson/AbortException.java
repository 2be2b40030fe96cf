package hudson;

import java.io.IOException;

/** Fails a build without a stack trace in its log. */
public class AbortException extends IOException {
    // As the real one has it: what is serialised under one of them is read under the other.
    private static final long serialVersionUID = 1L;

    public AbortException() {}

    public AbortException(String message) {
        super(message);
    }
}
