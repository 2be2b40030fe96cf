package io.jenkins.plugins.senhasegura.mysafe.client.model;

/**
 * The end of one operation of a build.
 *
 * @param operation what came of it
 * @param result what that makes of the build
 * @param credentialsId as whom it was asked, or null where none were found
 */
public record OperationEnd(OperationResult operation, BuildResult result, String credentialsId) {}
