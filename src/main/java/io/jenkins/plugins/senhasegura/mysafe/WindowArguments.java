package io.jenkins.plugins.senhasegura.mysafe;

import io.jenkins.plugins.senhasegura.mysafe.api.Operation;
import io.jenkins.plugins.senhasegura.mysafe.api.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.api.SettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads the arguments of {@code withMysafePassword} as a Jenkinsfile gives them, before anything is sent. */
final class WindowArguments {
    private WindowArguments() {}

    /** As {@link StepArguments} for one identifier or a list of them. */
    static Map<String, Object> normalised(Map<String, Object> arguments) {
        Map<String, Object> given = new LinkedHashMap<>(arguments);
        given.values().removeIf(Objects::isNull);
        return checked(() -> {
            Object one = given.get(PasswordId.FIELD);
            Object many = given.get(WithPasswordOptions.IDS);
            if (one != null && many != null) {
                throw new SettingException(WithPasswordOptions.IDS, null, "ids.both");
            }
            if (one == null && many == null) {
                throw new SettingException(WithPasswordOptions.IDS, null, "ids.missing");
            }
            if (one != null) {
                given.put(PasswordId.FIELD, StepArguments.id(Operation.ENABLE, one));
            } else {
                given.put(WithPasswordOptions.IDS, WithPasswordOptions.checked(ids(many)));
            }
            Object wish = given.get(WithPasswordOptions.WHEN_FOUND_ACTIVE);
            if (wish != null) {
                given.put(
                        WithPasswordOptions.WHEN_FOUND_ACTIVE,
                        WithPasswordOptions.whenFoundActive(wish.toString()).name());
            }
            StepArguments.normaliseLists(given);
            return given;
        });
    }

    private static List<Long> ids(Object given) {
        if (!(given instanceof Collection<?> list)) {
            throw new SettingException(WithPasswordOptions.IDS, null, "ids.list");
        }
        if (list.size() > WithPasswordOptions.MOST) {
            throw new SettingException(
                    WithPasswordOptions.IDS, null, "ids.many", list.size(), WithPasswordOptions.MOST);
        }
        List<Long> ids = new ArrayList<>();
        for (Object each : list) {
            ids.add(StepArguments.id(Operation.ENABLE, each));
        }
        return ids;
    }

    /** Makes of our own error one that a script sees, and a log without a stack trace. */
    static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (SettingException bad) {
            throw StepArguments.sneaky(EnablePasswordException.badArgument(Operation.ENABLE, bad));
        }
    }
}
