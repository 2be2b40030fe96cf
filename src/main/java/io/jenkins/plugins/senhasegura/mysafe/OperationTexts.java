package io.jenkins.plugins.senhasegura.mysafe;

import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;

/** What steps and build steps say of their operation. */
public final class OperationTexts {
    private OperationTexts() {}

    /** The name of step and build step where one is chosen. */
    public static String displayName(Operation operation) {
        return switch (operation) {
            case ENABLE -> Messages.enable_displayName();
            case DISABLE -> Messages.disable_displayName();
        };
    }

    /** That it was not done, and why. */
    public static String failed(Operation operation, String id, Object why) {
        return switch (operation) {
            case ENABLE -> Messages.enable_failed(id, why);
            case DISABLE -> Messages.disable_failed(id, why);
        };
    }

    /** That it is asked for again after a restart. */
    public static String resumed(Operation operation, String id) {
        return switch (operation) {
            case ENABLE -> Messages.enable_resumed(id);
            case DISABLE -> Messages.disable_resumed(id);
        };
    }

    /** What is being done, for thread dumps. */
    public static String status(Operation operation, String id) {
        return switch (operation) {
            case ENABLE -> "enabling password " + id;
            case DISABLE -> "disabling password " + id;
        };
    }
}
