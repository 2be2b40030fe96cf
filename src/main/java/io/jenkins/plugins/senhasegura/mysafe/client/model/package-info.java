/**
 * The values that all others speak of: operations, outcomes, identifiers, settings, credentials. Nothing here sends or waits.
 */
package io.jenkins.plugins.senhasegura.mysafe.client.model;
