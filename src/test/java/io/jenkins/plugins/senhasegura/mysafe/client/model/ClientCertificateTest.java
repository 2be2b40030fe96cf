package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.senhasegura.mysafe.client.http.ClientKeys;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Which client certificates are the same, and which are none. */
class ClientCertificateTest {
    private final Issued authority = Certificates.authority("One");
    private final Issued client = authority.issueAuthority("Intermediate").issue("jenkins");

    private static ClientCertificate of(Issued issued) {
        return new ClientCertificate(issued.keyStore(), Issued.password());
    }

    @Test
    void isKnownByItsWholeChainAndItsKey() {
        assertThat(of(client)).isEqualTo(of(client)).hasSameHashCodeAs(of(client));
        // The same leaf, but without the intermediate.
        assertThat(of(client.alone())).isNotEqualTo(of(client));
        assertThat(of(authority.issue("jenkins"))).isNotEqualTo(of(authority.issue("jenkins")));
        assertThat(of(client)).isNotEqualTo("client").hasToString("client certificate with 1 key(s)");
    }

    @Test
    void anotherCertificatesKeyIsRefused() {
        Issued shadow = new Issued(authority.issue("other").key(), client.chain());
        assertThatThrownBy(() -> of(shadow))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("does not fit its certificate");
    }

    @Test
    void keyThatCannotBeReadIsRefused() {
        KeyStore store = client.keyStore();
        assertThatThrownBy(() -> new ClientCertificate(store, "wrong".toCharArray()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void passwordIsCopied() {
        char[] password = Issued.password();
        ClientCertificate certificate = new ClientCertificate(client.keyStore(), password);
        password[0] = 'x';
        certificate.password()[1] = 'x';
        assertThat(certificate.password()).isEqualTo(Issued.password());
    }

    @Test
    void whoHasAskedForOneIsKnown() throws Exception {
        ClientKeys keys = ClientKeys.of(null);
        ServerUrl url = ServerUrl.base("url", "https://pam.example/");
        assertThat(keys.wereAskedForBy(url)).isFalse();
        assertThat(keys.chooseEngineClientAlias(
                        new String[] {"EC"}, null, SSLContext.getDefault().createSSLEngine("pam.example", 443)))
                .isNull();
        assertThat(keys.wereAskedForBy(url)).isTrue();
        assertThat(keys.wereAskedForBy(ServerUrl.base("url", "https://pam.example:8443/")))
                .isFalse();
    }
}
