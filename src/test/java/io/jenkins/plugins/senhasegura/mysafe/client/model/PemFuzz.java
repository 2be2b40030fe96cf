package io.jenkins.plugins.senhasegura.mysafe.client.model;

import static io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing.check;

import io.jenkins.plugins.senhasegura.mysafe.client.Fuzzing;
import java.nio.charset.StandardCharsets;

/** Any text is certificates, nothing, or an error that shows nothing of what was pasted but a label. */
public final class PemFuzz {
    private static final String KEY = "MIGHAgEAMBMGByqGSM49";

    private PemFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1).replace("\u0001", KEY);
        Fuzzing.bounded(() -> {
            try {
                TrustedCertificates read = TrustedCertificates.parse("trustedCertificates", text);
                if (read.certificates().isEmpty()) {
                    check(text.isBlank(), "trusts nothing of its own only where nothing is given", text);
                } else {
                    int begins = text.split("-----BEGIN CERTIFICATE-----", -1).length - 1;
                    check(read.certificates().size() == begins, "every certificate is read", begins);
                    check(!text.contains("PRIVATE KEY-----"), "no private key", "");
                }
            } catch (SettingException refused) {
                String message = refused.getMessage();
                check(message.startsWith("trustedCertificates: "), "names the field", message);
                check(
                        message.length() < 400 && message.chars().noneMatch(Character::isISOControl),
                        "one line",
                        message);
                check(!message.contains(KEY), "nothing of a key", message);
            }
        });
    }
}
