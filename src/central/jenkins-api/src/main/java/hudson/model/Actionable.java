package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Anything that actions are attached to. */
public abstract class Actionable extends AbstractModelObject {

    private final List<Action> actions = new CopyOnWriteArrayList<>();

    public Actionable() {}

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public boolean addOrReplaceAction(@NonNull Action a) {
        if (actions.contains(a)) {
            return false;
        }
        actions.removeIf(old -> old.getClass() == a.getClass());
        return actions.add(a);
    }

    public <T extends Action> T getAction(Class<T> type) {
        return getActions(type).stream().findFirst().orElse(null);
    }
}
