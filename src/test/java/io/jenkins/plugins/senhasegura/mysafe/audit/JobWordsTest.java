package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console masks is not told by a record. */
class JobWordsTest {
    private static final String SECRET = "hunter2-and-more";
    private static final Callable<Collection<String>> MASKED = () -> List.of(SECRET, "p4ss\nword");
    private static final Callable<Collection<String>> NEVER = () -> {
        throw new AssertionError("nobody has to look");
    };

    private static Map<String, Object> configuration(String message) {
        return Records.fields("outcome", "CONFIGURATION", "result", "FAILURE", "message", message);
    }

    private static Map<String, Object> disclosed(String id, String server, String credentialsId, String message) {
        Map<String, Object> fields = configuration(message);
        fields.put("id", id);
        return new JobWords(id, server, credentialsId, MASKED).disclose(fields, null);
    }

    @Test
    void successIsToldAsItIsAndCostsNoLookAtTheVariables() {
        Map<String, Object> fields = Records.fields("server", "main", "message", "activated");
        Map<String, Object> told = new JobWords("10", "main", "any thing", NEVER).disclose(fields, "any thing");
        fields.put("credentialsId", "any thing");
        assertThat(told).isEqualTo(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "x", "-1", "${SECRET}", "12 34"})
    void idThatIsNoneIsCounted(String id) {
        Map<String, Object> told = disclosed(id, null, null, "id: \"" + id + "\" is not a password identifier.");
        assertThat(told.get("id")).isEqualTo("not a number, " + id.length() + " characters");
        assertThat(told.get("message").toString())
                .contains("see the build's log")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void missingIdIsSaidToBeMissing(String id) {
        assertThat(disclosed(id, null, null, "id: is missing.")).containsEntry("message", "id: is missing.");
    }

    @Test
    void ordinaryCredentialsIdThatWasNotFoundIsTold() {
        assertThat(disclosed("10", null, "mysafe-api", "credentialsId: \"mysafe-api\" was not found"))
                .containsEntry("credentialsId", "mysafe-api")
                .containsEntry("message", "credentialsId: \"mysafe-api\" was not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "x-" + SECRET, "two words", "a\nb", "é", "\u0001"})
    void anyOtherIsCounted(String credentialsId) {
        Map<String, Object> told =
                disclosed("10", null, credentialsId, "credentialsId: \"" + credentialsId + "\" was not found");
        assertThat(told.get("credentialsId")).isEqualTo("not shown, " + credentialsId.length() + " characters");
        assertThat(told.get("message").toString()).doesNotContain(credentialsId);
    }

    @Test
    void whatIsTooLongToBeAnIdIsCounted() {
        assertThat(disclosed("10", null, "c".repeat(65), "m"))
                .containsEntry("credentialsId", "not shown, 65 characters");
    }

    @Test
    void serversOwnCredentialsIdIsAnAdministratorsWord() {
        Map<String, Object> told = new JobWords("10", null, null, MASKED).disclose(configuration("m"), "two words");
        assertThat(told).containsEntry("credentialsId", "two words").containsEntry("message", "m");
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "not a\nname"})
    void messageThatQuotesAnUnknownServerIsNotTold(String server) {
        assertThat(disclosed("10", server, null, "server: \"" + server.replace('\n', ' ') + "\" is not configured")
                        .get("message")
                        .toString())
                .doesNotContain(SECRET, "name");
    }

    /** Names of errors come from the job too, and a quoted value is cut. */
    @ParameterizedTest
    @ValueSource(strings = {"unstableOn: \"" + SECRET + "\" is not an error", "failOn: \"p4ss word\" is not an error"})
    void messageThatQuotesAMaskedValueIsNotTold(String message) {
        assertThat(disclosed("10", null, null, message)).doesNotContainEntry("message", message);
    }

    @Test
    void whereNobodyCanTellAnyMoreNothingUnprovedIsTold() {
        JobWords words = new JobWords("10", null, "mysafe-api", () -> {
            throw new IllegalStateException("the build is over");
        });
        Map<String, Object> told = words.disclose(configuration("credentialsId: mysafe-api"), null);
        assertThat(told).containsEntry("credentialsId", "not shown, 10 characters");
        assertThat(told.get("message").toString()).doesNotContain("mysafe-api");
    }

    @Test
    void serversMessageIsToldWhateverTheJobGave() {
        Map<String, Object> fields = Records.fields("outcome", "BAD_REQUEST", "server", "main", "message", "1007: no");
        assertThat(new JobWords("10", "main", null, NEVER).disclose(fields, "api"))
                .containsEntry("message", "1007: no");
    }
}
