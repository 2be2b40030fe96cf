package io.jenkins.plugins.senhasegura.mysafe.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jenkins.model.Jenkins;

/** What tells this Jenkins from one that was started from a copy of its home. */
final class JenkinsInstance {
    private static final int BYTES = 12;

    private JenkinsInstance() {}

    /** @param folder that a copy of the home is a copy of */
    static String id(Path folder) {
        // Its keys are copied with a home. The number of a folder on its disk is not; names of hosts change too often.
        return digest(Jenkins.get().getLegacyInstanceId() + '\n' + place(folder));
    }

    private static String place(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:ino").toString();
        } catch (IOException | RuntimeException unknown) {
            return folder.toAbsolutePath().toString();
        }
    }

    private static String digest(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, BYTES);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
