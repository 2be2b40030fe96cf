package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.ExtensionPoint;
import hudson.model.Item;

/** Knows what some kind of folder lets its jobs use; where the plugin of that kind is not installed, there is none. */
interface JobLimits extends ExtensionPoint {
    /** The limit that an item sets to all jobs in it, or null where it sets none. */
    FolderLimit of(Item item);
}
