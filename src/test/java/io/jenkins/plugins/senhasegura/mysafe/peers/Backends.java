package io.jenkins.plugins.senhasegura.mysafe.peers;

import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** What stands behind the proxies: a senhasegura that works, in four ways one that does not, and certificates. */
final class Backends implements AutoCloseable {
    final Issued authority = Certificates.authority("Peers Root CA");
    final Issued intermediate = authority.issueAuthority("Peers Intermediate CA");
    final Issued localhost = authority.issue("localhost", "localhost", "127.0.0.1");
    final Issued below = intermediate.issue("localhost", "localhost", "127.0.0.1");
    final Issued client = authority.issue("jenkins");
    final SimulatedServer plain = SimulatedServer.http().pending(Responses.activated());
    final SimulatedServer secure =
            SimulatedServer.https(localhost.serverContext(), false).pending(Responses.activated());
    final SimulatedServer silent = SimulatedServer.http().pending(Responses.silence());
    final SimulatedServer closes = SimulatedServer.http().pending(Responses.close());
    final SimulatedServer garbage = SimulatedServer.http().pending(Responses.rawThenClose("SSH-2.0-OpenSSH_9.2\r\n"));
    final int refused;

    Backends() throws IOException {
        refused = Program.freePort();
    }

    /** Certificate, chain and key in one file of PEM. */
    static Path pem(Path folder, String name, Issued issued, Issued... chain) throws Exception {
        StringBuilder text = new StringBuilder(issued.pem());
        for (Issued next : chain) {
            text.append(next.pem());
        }
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(issued.key().getEncoded());
        text.append("-----BEGIN PRIVATE KEY-----\n").append(key).append("\n-----END PRIVATE KEY-----\n");
        return Files.writeString(folder.resolve(name + ".pem"), text);
    }

    KeyStore clientKeys() {
        return client.keyStore();
    }

    @Override
    public void close() {
        for (SimulatedServer server : new SimulatedServer[] {plain, secure, silent, closes, garbage}) {
            server.close();
        }
    }
}
