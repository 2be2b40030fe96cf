package io.jenkins.plugins.senhasegura.mysafe.window;

/**
 * What windows are counted by: one password of one tenant of one server.
 *
 * @param url the server's URL as it is configured
 * @param tenant empty for none
 * @param password the password's identifier
 */
public record WindowKey(String url, String tenant, long password) {}
