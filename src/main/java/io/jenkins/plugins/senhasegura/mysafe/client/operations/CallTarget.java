package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;

/**
 * What a call asks of whom, and as whom.
 *
 * @param id of the password
 */
record CallTarget(Operation operation, PasswordId id, ServerSettings server, ClientCredentials credentials) {
    ServerUrl url() {
        return server.urlOf(operation, id);
    }
}
