package hudson.model;

import java.util.Collection;
import java.util.List;
import jenkins.model.RunAction2;

/** The causes of a build. */
public class CauseAction implements RunAction2 {

    private final List<Cause> causes;

    public CauseAction(Cause c) {
        this(List.of(c));
    }

    public CauseAction(Cause... c) {
        this(List.of(c));
    }

    public CauseAction(Collection<? extends Cause> causes) {
        this.causes = List.copyOf(causes);
    }

    public CauseAction(CauseAction ca) {
        this(ca.causes);
    }

    public List<Cause> getCauses() {
        return causes;
    }

    public <T extends Cause> T findCause(Class<T> type) {
        return causes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("CauseAction.getDisplayName needs a real Jenkins");
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException("CauseAction.getIconFileName needs a real Jenkins");
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException("CauseAction.getUrlName needs a real Jenkins");
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        throw new UnsupportedOperationException("CauseAction.onLoad needs a real Jenkins");
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        throw new UnsupportedOperationException("CauseAction.onAttached needs a real Jenkins");
    }
}
