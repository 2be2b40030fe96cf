package io.jenkins.plugins.senhasegura.mysafe.window;

import java.time.Duration;

/**
 * How long windows of a server may take.
 *
 * @param response after this time a server that has not responded does not carry a request out any more
 * @param closing the longest that a closing may take in all; below Pipeline's grace period of 60 s
 * @param longest the longest that one window may hold a password, or zero for no limit
 */
public record WindowLimits(Duration response, Duration closing, Duration longest) {}
