package io.jenkins.plugins.senhasegura.mysafe.benchmark;

/** One way to activate passwords. */
interface Rival extends AutoCloseable {
    /** Starts one activation; {@code whenDone} is run on whichever thread brings its end, and not at all if it fails. */
    void start(Runnable whenDone);

    @Override
    void close() throws Exception;
}
