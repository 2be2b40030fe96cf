/**
 * What runs within one build, whoever asked for it: an operation from its look-ups to its record, a window from its
 * opening to its closing, and the keeper that closes what no build holds any more. The way to the one client of the controller.
 */
package io.jenkins.plugins.senhasegura.mysafe.build;
