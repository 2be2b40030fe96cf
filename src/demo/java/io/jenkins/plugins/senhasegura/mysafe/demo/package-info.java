/**
 * The simulated senhasegura, the command line behind {@code bin/demo} and the demo build. Never part of the plugin.
 */
package io.jenkins.plugins.senhasegura.mysafe.demo;
