package io.jenkins.plugins.senhasegura.mysafe.step;

import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Reads the arguments of a step as a Jenkinsfile gives them, before they are bound to the step's parameters. */
final class StepArguments {
    /** The digits of the largest identifier. */
    private static final int LONGEST = 19;

    private StepArguments() {}

    /**
     * An identifier as any integral number or text becomes a long, one error name a list of one; an option that is null
     * was not given.
     *
     * @param operation of the step
     * @param arguments by name, or the only one under the anonymous key
     */
    static Map<String, Object> normalised(Operation operation, Map<String, Object> arguments) {
        Map<String, Object> normalised = new LinkedHashMap<>(arguments);
        normalised.values().removeIf(Objects::isNull);
        String idKey = arguments.containsKey(UninstantiatedDescribable.ANONYMOUS_KEY)
                ? UninstantiatedDescribable.ANONYMOUS_KEY
                : PasswordId.FIELD;
        normalised.put(idKey, id(operation, arguments.get(idKey)));
        normaliseLists(normalised);
        return normalised;
    }

    /** One error name becomes a list of one. */
    static void normaliseLists(Map<String, Object> arguments) {
        for (String list : List.of(ErrorMapping.UNSTABLE_ON, ErrorMapping.FAIL_ON, ErrorMapping.PASS_ON)) {
            arguments.computeIfPresent(list, (name, value) -> names(value));
        }
    }

    static long id(Operation operation, Object given) {
        try {
            if (given instanceof Long || given instanceof Integer || given instanceof Short || given instanceof Byte) {
                return new PasswordId(((Number) given).longValue()).value();
            }
            if (given == null || given instanceof CharSequence || given instanceof BigInteger) {
                return PasswordId.parse(given == null ? null : given.toString()).value();
            }
            if (given instanceof BigDecimal decimal && isIntegral(decimal)) {
                return PasswordId.parse(decimal.toBigIntegerExact().toString()).value();
            }
            throw new SettingException(PasswordId.FIELD, given, "id.bad", Long.MAX_VALUE);
        } catch (SettingException bad) {
            throw sneaky(EnablePasswordException.badId(operation, given, bad));
        }
    }

    /** Whether it is one that a long may hold: of {@code 1e999999999} nobody should write the digits out. */
    private static boolean isIntegral(BigDecimal decimal) {
        return (long) decimal.precision() - decimal.scale() <= LONGEST
                && decimal.stripTrailingZeros().scale() <= 0;
    }

    private static Object names(Object value) {
        return value instanceof CharSequence name ? List.of(name.toString()) : value;
    }

    /**
     * The interface that calls us declares no checked exception, but only an AbortException reaches a script as it is
     * and a log without a stack trace.
     */
    @SuppressWarnings("unchecked")
    static <E extends Exception> RuntimeException sneaky(Exception failure) throws E {
        throw (E) failure;
    }
}
