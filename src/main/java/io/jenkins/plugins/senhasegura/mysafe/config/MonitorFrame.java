package io.jenkins.plugins.senhasegura.mysafe.config;

import jenkins.model.Jenkins;

/** The frame that administrative monitors are shown in. */
public final class MonitorFrame {
    private static final boolean OF_PLATFORM =
            Jenkins.class.getClassLoader().getResource("lib/layout/adminMonitor.jelly") != null;

    private MonitorFrame() {}

    /** Whether the platform draws it, which it does from 2.558 on; the tag {@code m:monitor} asks each monitor for it. */
    public static boolean isOfPlatform() {
        return OF_PLATFORM;
    }
}
