/**
 * Access windows, without a Jenkins: leases and their file, who holds which password, the keeper. Proven by a model.
 */
package io.jenkins.plugins.senhasegura.mysafe.window;
