/**
 * What a response, or the lack of one, means: parsers, known sentences, who answered, whose fault it is, what to do about it.
 */
package io.jenkins.plugins.senhasegura.mysafe.client.response;
