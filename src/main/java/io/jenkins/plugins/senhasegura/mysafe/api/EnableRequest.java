package io.jenkins.plugins.senhasegura.mysafe.api;

import java.util.concurrent.Callable;

/**
 * What is asked for. The last three are called in this order on a worker thread, may block, and may throw
 * {@link SettingException} for what a user can mend.
 *
 * @param operation what to do
 * @param id the password's identifier as it was given; checked by {@link PasswordId#parse}
 * @param mapping which errors fail the build and which mark it unstable
 * @param server where the password is
 * @param credentials as whom to ask
 */
public record EnableRequest(
        Operation operation,
        String id,
        Callable<ErrorMapping> mapping,
        Callable<ServerSettings> server,
        Callable<ClientCredentials> credentials) {}
