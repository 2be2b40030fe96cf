package hudson;

import java.io.IOException;

/** Fails a build without a stack trace in its log. */
public class AbortException extends IOException {

    public AbortException() {}

    public AbortException(String message) {
        super(message);
    }
}
