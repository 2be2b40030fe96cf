package io.jenkins.plugins.senhasegura.mysafe.client.model;

/** What an outcome makes of a build, in the words of Jenkins' own {@code Result}. Ordered from best to worst. */
public enum BuildResult {
    SUCCESS,
    UNSTABLE,
    FAILURE
}
