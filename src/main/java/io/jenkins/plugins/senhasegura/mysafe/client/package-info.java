/**
 * The client of a senhasegura server, without a Jenkins. {@link io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations} is its door; its
 * rooms are layers, and each knows only those named before it: {@code text}, {@code concurrent}, {@code model}, {@code http},
 * {@code response}, {@code operations}, {@code diagnosis}.
 */
package io.jenkins.plugins.senhasegura.mysafe.client;
