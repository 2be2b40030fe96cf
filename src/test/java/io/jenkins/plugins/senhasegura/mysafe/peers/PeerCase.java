package io.jenkins.plugins.senhasegura.mysafe.peers;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;

/**
 * One ordinary fault, or none, of one program.
 *
 * @param program what has to be installed
 * @param title what is the matter
 * @param outcome what has to come of it
 * @param by who has to be named as the one who answered; null for nobody
 * @param words what the log has to say, or ""
 * @param start starts the program at a port
 * @param settings what the client is told
 */
record PeerCase(
        String program,
        String title,
        Outcome outcome,
        AnsweredBy by,
        String words,
        At<Program> start,
        At<Settings> settings) {

    /** Something that needs to know the program's port. */
    @FunctionalInterface
    interface At<T> {
        T at(int port) throws Exception;
    }
}
