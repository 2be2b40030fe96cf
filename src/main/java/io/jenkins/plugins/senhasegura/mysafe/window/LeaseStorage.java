package io.jenkins.plugins.senhasegura.mysafe.window;

import java.io.IOException;

/** The bytes of the lease file. Called by one thread at a time. */
interface LeaseStorage {
    /** All of it; empty where there is no file. */
    byte[] read() throws IOException;

    /** Adds to the end; may write a part and fail. */
    void append(byte[] lines) throws IOException;

    /** Returns when all that was added is on the disk. */
    void force() throws IOException;

    /** Puts this in the place of all, or fails and leaves all as it was; on the disk when it returns. */
    void replace(byte[] lines) throws IOException;
}
