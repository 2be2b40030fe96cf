package io.jenkins.plugins.senhasegura.mysafe.client.http;

/**
 * How many connections there are at one moment.
 *
 * @param open busy or kept
 * @param busy those of them that a request is on
 */
public record Connections(int open, int busy) {}
