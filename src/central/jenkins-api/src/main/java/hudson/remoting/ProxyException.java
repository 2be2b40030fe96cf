package hudson.remoting;

import java.io.IOException;

/** Stands for one that cannot be serialised. */
public class ProxyException extends IOException {

    private static final long serialVersionUID = 1L;

    public ProxyException(Throwable cause) {
        super(cause.toString());
        setStackTrace(cause.getStackTrace());
    }
}
