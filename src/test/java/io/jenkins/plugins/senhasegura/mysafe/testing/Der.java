package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes DER, just as much of it as an X.509 certificate needs. */
final class Der {
    private Der() {}

    /** A moment as GeneralizedTime. */
    public static byte[] time(Instant when) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(when);
        return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One DER element: tag, length, and the parts one after the other. */
    public static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 128) {
            element.write(length);
        } else if (length < 256) {
            element.write(0x81);
            element.write(length);
        } else {
            element.write(0x82);
            element.write(length >> 8);
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
