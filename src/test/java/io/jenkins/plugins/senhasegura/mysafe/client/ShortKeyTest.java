package io.jenkins.plugins.senhasegura.mysafe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Hint;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * RSA keys of 512 bits, as in the certificate that senhasegura is installed with. What holds was the same on Java 17 and
 * 25, with servers in Java and in OpenSSL: no key so short can sign in TLS 1.3, whatever is trusted; with TLS 1.2 Java
 * takes the certificate where it is itself pasted as trusted, and not where its authority is.
 */
class ShortKeyTest {
    private static final Issued AUTHORITY = Certificates.authority("Test CA");
    private static final Issued ALONE = Certificates.selfSignedShort("localhost");
    private static final Issued ISSUED = AUTHORITY.issueShort("localhost");

    private final FaultRig rig = new FaultRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private OperationResult enable(Issued certificate, String version, String trusted) throws Exception {
        try (SimulatedServer server =
                SimulatedServer.https(certificate.serverContext(version), false).pending(Responses.activated())) {
            Settings settings = Settings.of(server);
            return rig.enable((trusted == null ? settings : settings.trust(trusted)).build())
                    .operation();
        }
    }

    private static void assertRefused(OperationResult activation, Hint hint, String words) {
        assertThat(activation.outcome()).as(activation.toString()).isEqualTo(Outcome.TLS_FAILURE);
        assertThat(activation.details().hints()).as(activation.toString()).isEqualTo(Set.of(hint));
        assertThat(activation.message())
                .startsWith("no trusted connection to localhost: ")
                .contains(words);
    }

    /** OpenSSL's server says handshake_failure at once, also where it could fall back to 1.2: see bin/real-proxies. */
    @Test
    void refusedWithTls13WhateverIsTrusted() throws Exception {
        // This server shows its certificate before it finds out that it cannot sign.
        assertRefused(enable(ALONE, "TLSv1.3", null), Hint.WEAK_KEY, "its key has only 512 bits");
        assertRefused(enable(ISSUED, "TLSv1.3", AUTHORITY.pem()), Hint.WEAK_KEY, "too weak for Java");
        for (Issued pasted : List.of(ALONE, ISSUED)) {
            OperationResult activation = enable(pasted, "TLSv1.3", pasted.pem());
            assertThat(activation.outcome()).isEqualTo(Outcome.TLS_FAILURE);
            assertThat(activation.message()).contains("internal_error");
        }
    }

    @Test
    void takenWithTls12WhereTheCertificateItselfIsPasted() throws Exception {
        assertThat(enable(ALONE, "TLSv1.2", ALONE.pem()).outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(enable(ISSUED, "TLSv1.2", ISSUED.pem()).outcome()).isEqualTo(Outcome.ACTIVATED);
    }

    @Test
    void refusedWithTls12WhereOnlyItsAuthorityIsPasted() throws Exception {
        assertRefused(enable(ISSUED, "TLSv1.2", AUTHORITY.pem()), Hint.WEAK_KEY, "too weak for Java");
    }

    /** Nobody is told to paste what can be broken. */
    @Test
    void shortKeyIsNamedWhereNothingIsPasted() throws Exception {
        assertRefused(enable(ALONE, "TLSv1.2", null), Hint.WEAK_KEY, "its key has only 512 bits");
        assertRefused(enable(ISSUED, "TLSv1.2", null), Hint.WEAK_KEY, "its key has only 512 bits");
    }
}
