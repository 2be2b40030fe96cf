package io.jenkins.plugins.senhasegura.mysafe.client.operations;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What tests outside of this package need of its inside: names that a test resolves, and a count of connections. */
public final class ClientAccess {
    private ClientAccess() {}

    /** Resolves a name; may block. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /** A client like the real one, but with names that a test resolves. */
    public static PasswordOperations enabler(Names names) {
        return new PasswordOperations(
                "senhasegura-mysafe-jenkins/test", Scheduler.system(), names::lookUp, MySafeClient.jitter());
    }

    /** Connections open now, busy or kept. */
    public static int openConnections(PasswordOperations enabler) {
        return enabler.client().transport().openConnections();
    }
}
