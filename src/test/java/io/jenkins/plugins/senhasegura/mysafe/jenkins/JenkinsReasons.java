package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import java.util.ArrayList;
import java.util.List;

/** Why a figure of {@link JenkinsBenchmark} is not reached, as profiles have shown it. */
final class JenkinsReasons {
    private static final String MILLISECONDS =
            "A figure in milliseconds depends on the machine's speed, as a ratio does not:"
                    + " the no-op step, which is the engine's own work alone, says how fast the machine was, and the step with the bare"
                    + " client how much of the rest is the exchange with the server and its hops between threads. Most of the engine's"
                    + " work on a step is to write the build's file anew, which goes on while the server answers: an exchange costs next"
                    + " to nothing as long as it is over before that is. A window is two such steps, and its leases are written by a thread"
                    + " of their own before either request and after the last.";

    private static final String WRITTEN =
            "What 200 steps write more than no-op steps is, by file: the line in the build's log,"
                    + " which the no-op step has in one word; about 250 bytes each time that Pipeline writes `build.xml`, once a step,"
                    + " for the action by which the Credentials plugin keeps which credentials parameters a build has, and which every"
                    + " plugin's look-up of a credential for a build adds (`CredentialsProvider.findCredentialById`); and with"
                    + " MAX_SURVIVABILITY the program itself (`program.dat`), which Pipeline writes whenever a step has not ended by the"
                    + " time that it could, as each has that waits for a server, and the no-op step often not. Nothing else is written,"
                    + " and no action of ours is saved.";

    private static final String FIRST =
            "Of the first activation, by the classes that the virtual machine loads meanwhile, about"
                    + " half is Pipeline, the Credentials plugin and Jenkins' fingerprints at their first use for this step, and most of"
                    + " the rest HttpCore's connections, whose classes are loaded when there is a connection. What is prepared before a"
                    + " build asks opens no socket on purpose, so that these are not among it; without that preparation the client"
                    + " itself, the JSON parser and TLS would come on top.";

    private static final String PAGES =
            "A page of a build or a job shows 50 operations at most, however many there are; one with"
                    + " ten has ten rows to render, and that is what the build's page is compared with. A job's page counts the builds"
                    + " down from the last one and asks the file system of each whether it has records, until it has 50: where every"
                    + " tenth build has some, of 500 builds. An index would spare that, and would have to follow what is deleted,"
                    + " copied and restored beside Jenkins.";

    private JenkinsReasons() {}

    /** @param missed names of rows */
    static List<String> of(List<String> missed) {
        List<String> reasons = new ArrayList<>();
        if (missed.stream().anyMatch(row -> row.startsWith("One step") || row.startsWith("A window"))) {
            reasons.add(MILLISECONDS);
        }
        if (missed.stream().anyMatch(row -> row.startsWith(StepRows.WRITTEN))) {
            reasons.add(WRITTEN);
        }
        if (missed.stream().anyMatch(row -> row.startsWith(FirstUseRow.FIRST))) {
            reasons.add(FIRST);
        }
        if (missed.stream().anyMatch(row -> row.startsWith("Job page") || row.startsWith("Build page"))) {
            reasons.add(PAGES);
        }
        return reasons;
    }
}
