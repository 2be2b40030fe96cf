package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.ExtensionPoint;
import java.util.List;

/** Something beside the settings of which administrators have to be told. Asked with every page that one of them opens. */
public interface ProblemSource extends ExtensionPoint {
    /** What there is to mend now; from memory. */
    List<Problem> problems();
}
