package io.jenkins.plugins.senhasegura.mysafe.client.response;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;

/**
 * Why a request has no response.
 *
 * @param hint by which cause and remedy are told; null where there are no better ones than for the outcome as a whole
 * @param text in words that name what is concerned
 */
record FailureCause(Hint hint, String text) {}
