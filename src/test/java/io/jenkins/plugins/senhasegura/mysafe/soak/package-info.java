/** Load for {@code bin/soak}: a server that misbehaves at random and remembers how, and a client that is held to it. */
package io.jenkins.plugins.senhasegura.mysafe.soak;
