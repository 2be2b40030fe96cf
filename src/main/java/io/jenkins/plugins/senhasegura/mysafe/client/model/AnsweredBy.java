package io.jenkins.plugins.senhasegura.mysafe.client.model;

/** Who sent a response, as far as the response itself proves it. */
public enum AnsweredBy {
    /** The senhasegura server, be it through a gateway. */
    SENHASEGURA,
    /** The gateway or reverse proxy in front of it, without asking it or instead of its response. */
    GATEWAY,
    /** The forward proxy that Jenkins is set to use. */
    PROXY
}
