package io.jenkins.plugins.senhasegura.mysafe.audit;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * What the job itself gave, which may be anything, a secret in the wrong place too: the console masks it there, and a
 * record must not tell it for ever.
 *
 * @param id of the password, as it was given
 * @param server or null
 * @param credentialsId or null
 * @param masked the values that the console masks; asked only about words that nothing has proved to be harmless
 */
public record JobWords(String id, String server, String credentialsId, Callable<? extends Collection<String>> masked) {
    private static final Logger LOGGER = Logger.getLogger(JobWords.class.getName());

    /** At least so much of a value stands in a message that quotes it. */
    private static final int QUOTED = 40;

    /** As ids and names are in practice. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * The fields of a record, with less where a word of the job may be a secret.
     *
     * @param fields of the record by their names
     * @param used the credentials id that was found, or that of the server's own settings; null where there is none
     */
    public Map<String, Object> disclose(Map<String, ?> fields, String used) {
        Map<String, Object> disclosed = new LinkedHashMap<>(fields);
        boolean quotes = quotesTheJob(fields);
        boolean unproved = used == null && credentialsId != null;
        Collection<String> secrets = quotes || unproved ? secrets() : List.of();
        boolean isNumber = PasswordId.isId(id);
        boolean hidesCredentials = unproved && !isHarmless(credentialsId, secrets);
        if (!isNumber) {
            disclosed.put("id", noNumber(id));
        }
        String credentials = unproved ? credentialsId : used;
        disclosed.put(
                "credentialsId", hidesCredentials ? Messages.JobWords_notShown(credentials.length()) : credentials);
        // A server that was found is an administrator's word.
        boolean hidesServer = server != null && fields.get("server") == null && !isHarmless(server, secrets);
        boolean hidesId = !isNumber && id != null && !id.isBlank();
        if (quotes && (hidesId || hidesServer || hidesCredentials || holdsAny(fields.get("message"), secrets))) {
            disclosed.put("message", Messages.JobWords_message());
        }
        return disclosed;
    }

    /** What stands for an id that is none. */
    public static String noNumber(String id) {
        return Messages.JobWords_noNumber(id == null ? 0 : id.length());
    }

    /** Only such messages quote what the job gave. */
    private static boolean quotesTheJob(Map<String, ?> fields) {
        Object outcome = fields.get("outcome");
        return outcome == null
                || outcome.equals(Outcome.CONFIGURATION.name())
                || outcome.equals(Outcome.CREDENTIALS_UNAVAILABLE.name())
                || outcome.equals(Outcome.NOT_PERMITTED.name());
    }

    /** Null where nobody can tell any more. */
    private Collection<String> secrets() {
        try {
            return masked.call();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Exception gone) {
            LOGGER.log(Level.FINE, gone, () -> "The build has no variables any more");
            return null;
        }
    }

    /** Whether it quotes one of them, which it may do in part. */
    private static boolean holdsAny(Object message, Collection<String> secrets) {
        if (message == null) {
            return false;
        }
        return secrets == null
                || secrets.stream()
                        .map(secret -> secret.strip().lines().findFirst().orElse(""))
                        .map(line -> line.substring(0, Math.min(QUOTED, line.length())))
                        .anyMatch(message.toString()::contains);
    }

    private static boolean isHarmless(String word, Collection<String> secrets) {
        return secrets != null
                && PLAIN.matcher(word).matches()
                && secrets.stream().noneMatch(secret -> word.contains(secret));
    }
}
