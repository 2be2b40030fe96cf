/** The texts of log, results and pages in three languages, and the masking of secrets in what others said. */
package io.jenkins.plugins.senhasegura.mysafe.client.text;
