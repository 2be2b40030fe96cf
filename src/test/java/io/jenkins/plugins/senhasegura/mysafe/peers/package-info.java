/** Cases for {@code bin/real-proxies}: the client against proxies and web servers that other people wrote. */
package io.jenkins.plugins.senhasegura.mysafe.peers;
