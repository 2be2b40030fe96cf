package io.jenkins.plugins.senhasegura.mysafe.client.model;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which errors fail a build, mark it unstable or leave it as it is, where that differs from {@link Outcome#defaultResult()}. */
public final class ErrorMapping {
    /** The name of the field that lists what marks the build unstable. */
    public static final String UNSTABLE_ON = "unstableOn";

    /** The name of the field that lists what fails the build. */
    public static final String FAIL_ON = "failOn";

    /** The name of the field that lists what leaves the build as it is. */
    public static final String PASS_ON = "passOn";

    /** Changes nothing: every outcome has its default result. */
    public static final ErrorMapping NONE = new ErrorMapping(Map.of());

    /** Every error fails the build. */
    public static final ErrorMapping ALL_FAIL =
            of(List.of(), Outcome.mappable().stream().map(Enum::name).toList(), List.of());

    private final Map<Outcome, BuildResult> results;

    private ErrorMapping(Map<Outcome, BuildResult> results) {
        this.results = results;
    }

    /**
     * Reads the lists of error names that the step, the build step and the installation's settings have.
     *
     * @param passOn errors that are logged and recorded but leave the build's result as it is
     * @throws SettingException for a name that is no error, that cannot be mapped, or that is named twice
     */
    public static ErrorMapping of(Collection<String> unstableOn, Collection<String> failOn, Collection<String> passOn) {
        Map<Outcome, BuildResult> results = new EnumMap<>(Outcome.class);
        add(results, UNSTABLE_ON, unstableOn, BuildResult.UNSTABLE);
        add(results, FAIL_ON, failOn, BuildResult.FAILURE);
        add(results, PASS_ON, passOn, BuildResult.SUCCESS);
        return results.isEmpty() ? NONE : new ErrorMapping(results);
    }

    private static void add(
            Map<Outcome, BuildResult> results, String field, Collection<String> names, BuildResult result) {
        for (String name : names == null ? List.<String>of() : names) {
            if (results.put(error(field, name), result) != null) {
                throw new SettingException(field, name, "mapping.doubled", UNSTABLE_ON, FAIL_ON, PASS_ON);
            }
        }
    }

    private static Outcome error(String field, String name) {
        String wanted = name == null ? "" : name.strip();
        return Outcome.mappable().stream()
                .filter(outcome -> outcome.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new SettingException(field, wanted, "mapping.unknown", names()));
    }

    /** The names that a mapping may hold, separated by commas. */
    public static String names() {
        return Outcome.mappable().stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    /** This mapping, and the other one wherever this one is silent. */
    public ErrorMapping over(ErrorMapping other) {
        Map<Outcome, BuildResult> merged = new EnumMap<>(Outcome.class);
        merged.putAll(other.results);
        merged.putAll(results);
        return merged.isEmpty() ? NONE : new ErrorMapping(merged);
    }

    /** The same without what it passes: such errors have their default results. */
    public ErrorMapping withoutPassing() {
        Map<Outcome, BuildResult> kept = new EnumMap<>(Outcome.class);
        results.forEach((outcome, result) -> {
            if (result != BuildResult.SUCCESS) {
                kept.put(outcome, result);
            }
        });
        return kept.isEmpty() ? NONE : new ErrorMapping(kept);
    }

    /** What an outcome makes of the build. */
    public BuildResult resultOf(Outcome outcome) {
        return results.getOrDefault(outcome, outcome.defaultResult());
    }

    /** The errors that this mapping names, with their results. */
    public Map<Outcome, BuildResult> asMap() {
        return Collections.unmodifiableMap(results);
    }
}
