package io.jenkins.plugins.senhasegura.mysafe.window;

/**
 * Whose a lease is.
 *
 * @param window opaque, one for each run of a step or of a build environment, the same after a restart
 * @param instance the Jenkins that wrote the lease
 * @param job its full name when the window was opened
 * @param build its number
 * @param started when the build was started, in milliseconds, since numbers may be given again
 * @param step the id of the step's node, empty for none
 */
public record Holder(String window, String instance, String job, int build, long started, String step) {}
