package io.jenkins.plugins.senhasegura.mysafe.step;

import io.jenkins.plugins.senhasegura.mysafe.EnablePasswordException;
import io.jenkins.plugins.senhasegura.mysafe.build.WindowOptions;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import java.util.ArrayList;
import java.util.Arrays;
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
            Object many = given.get(WindowOptions.IDS);
            if (one != null && many != null) {
                throw new SettingException(WindowOptions.IDS, null, "ids.both");
            }
            if (one == null && many == null) {
                throw new SettingException(WindowOptions.IDS, null, "ids.missing");
            }
            if (one != null) {
                given.put(PasswordId.FIELD, StepArguments.id(Operation.ENABLE, one));
            } else {
                given.put(WindowOptions.IDS, WindowOptions.checked(ids(many)));
            }
            Object wish = given.get(WindowOptions.WHEN_FOUND_ACTIVE);
            if (wish != null) {
                given.put(
                        WindowOptions.WHEN_FOUND_ACTIVE,
                        WindowOptions.whenFoundActive(wish.toString()).name());
            }
            StepArguments.normaliseLists(given);
            return given;
        });
    }

    private static List<Long> ids(Object given) {
        // What split gives.
        Object many = given instanceof Object[] array ? Arrays.asList(array) : given;
        if (!(many instanceof Collection<?> list)) {
            throw new SettingException(WindowOptions.IDS, null, "ids.list");
        }
        if (list.size() > WindowOptions.MOST) {
            throw new SettingException(WindowOptions.IDS, null, "ids.many", list.size(), WindowOptions.MOST);
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
