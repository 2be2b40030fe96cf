/** What tests share: a simulated server on plain sockets, certificates, settings. No test in it, and no Jenkins. */
package io.jenkins.plugins.senhasegura.mysafe.testing;
