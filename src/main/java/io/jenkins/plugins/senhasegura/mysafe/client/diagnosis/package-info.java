/** Test connection: one server, stage by stage. */
package io.jenkins.plugins.senhasegura.mysafe.client.diagnosis;
