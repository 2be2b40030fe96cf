/**
 * One HTTP request over the connections of a server: name resolution, proxies, TLS, deadlines, the response as it came.
 */
package io.jenkins.plugins.senhasegura.mysafe.client.http;
