package io.jenkins.plugins.senhasegura.mysafe.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that finds nothing proves something only if it finds what is there. */
class LeaksTest {
    private static final String SECRET = "s3cr3t+&%=ü \"'<\r\n>";

    private final Leaks leaks = new Leaks().and("the secret", SECRET);

    static Stream<String> leaking() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        return Stream.of(
                SECRET,
                "s3cr3t+&%=ü \"'< >",
                encoded,
                encoded.replace("+", "%20"),
                "s3cr3t+&amp;%=ü \"'&lt;\r\n&gt;",
                "s3cr3t+&amp;%=ü &quot;&#039;&lt;\r\n&gt;",
                "s3cr3t+&%=ü \\\"'<\\r\\n>",
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("a" + SECRET).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("ab" + SECRET + "c").getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("abc" + SECRET).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("leaking")
    void isFoundInEveryForm(String form) {
        assertThat(leaks.in("before " + form + " after"))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).startsWith("the secret ").doesNotContain("s3cr3t"));
        assertThat(leaks.in(("before " + form + " after").getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    @Test
    void isNotFoundWhereItIsNot() {
        assertThat(leaks.in("some other text, s3cr3t but not it")).isEmpty();
        assertThat(leaks.in(new byte[] {1, 2, 3})).isEmpty();
    }
}
