package io.jenkins.plugins.senhasegura.mysafe.build;

import hudson.ExtensionList;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.ThrowableLog;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import java.util.function.Consumer;
import java.util.logging.Logger;

/** Tells all observers, none of which can hold up or end what they are told of. */
final class Observers {
    private static final Logger LOGGER = Logger.getLogger(Observers.class.getName());

    private Observers() {}

    static void ended(OperationEnd end) {
        tell(observer -> observer.ended(end));
    }

    static void settingsChanged() {
        tell(OperationObserver::settingsChanged);
    }

    private static void tell(Consumer<OperationObserver> what) {
        for (OperationObserver observer : ExtensionList.lookup(OperationObserver.class)) {
            try {
                what.accept(observer);
            } catch (Throwable broken) { // of another plugin's, such as a missing class
                ThrowableLog.log(LOGGER, "An end could not be shown elsewhere", broken);
            }
        }
    }
}
