package io.jenkins.plugins.senhasegura.mysafe.client.model;

/**
 * The end of a request to enable a password.
 *
 * @param activation what happened
 * @param result what that makes of the build
 * @param credentialsId as whom it was asked, or null where none were found
 */
public record OperationEnd(OperationResult activation, BuildResult result, String credentialsId) {}
