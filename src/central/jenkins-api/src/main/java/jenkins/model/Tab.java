package jenkins.model;

import hudson.model.Action;
import hudson.model.Actionable;

/** An action with a place among the tabs of the page of what it belongs to. */
public abstract class Tab implements Action, Badgeable {

    public Tab(Actionable object) {}
}
