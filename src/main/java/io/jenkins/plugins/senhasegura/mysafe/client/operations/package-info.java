/**
 * An operation from its look-up to its end: the call with its retries and its time, the concurrency limiter, the circuit
 * breaker, the token cache.
 */
package io.jenkins.plugins.senhasegura.mysafe.client.operations;
