package io.jenkins.plugins.senhasegura.mysafe.config;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import org.jvnet.localizer.LocaleProvider;

/** Turns what a form's binding threw into the error that its user can mend. */
public final class FormErrors {
    private FormErrors() {}

    /**
     * The form's error for a setting that cannot be used.
     *
     * @throws RuntimeException the failure itself, when it is something else
     * @throws LinkageError around it, when it is no exception
     */
    public static FormException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingException bad) {
                return new FormException(bad.message(LocaleProvider.getLocale()), bad.field());
            }
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        throw new LinkageError(failure.getMessage(), failure);
    }
}
