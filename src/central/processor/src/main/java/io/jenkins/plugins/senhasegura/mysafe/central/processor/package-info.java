/**
 * Writes, during compilation, the files that the Jenkins project's own annotation processors and Maven plugins write
 * in the real build. Without these files Jenkins loads a plugin without complaint and finds nothing in it.
 */
package io.jenkins.plugins.senhasegura.mysafe.central.processor;
