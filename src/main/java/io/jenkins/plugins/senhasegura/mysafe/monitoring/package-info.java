/**
 * What other plugins show of this one, as far as they are there: the support bundle of Support Core, and Metrics. Each of
 * them is known to one class, which is not loaded without it.
 */
package io.jenkins.plugins.senhasegura.mysafe.monitoring;
