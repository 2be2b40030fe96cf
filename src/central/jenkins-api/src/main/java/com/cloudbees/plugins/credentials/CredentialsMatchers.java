package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Ready ways to choose. */
public class CredentialsMatchers {

    CredentialsMatchers() {}

    @NonNull
    public static CredentialsMatcher always() {
        throw new UnsupportedOperationException("CredentialsMatchers.always needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher not(@NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.not needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher instanceOf(@NonNull Class clazz) {
        throw new UnsupportedOperationException("CredentialsMatchers.instanceOf needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher withId(@NonNull String id) {
        throw new UnsupportedOperationException("CredentialsMatchers.withId needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher withScope(@NonNull CredentialsScope scope) {
        throw new UnsupportedOperationException("CredentialsMatchers.withScope needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher allOf(@NonNull CredentialsMatcher... matchers) {
        throw new UnsupportedOperationException("CredentialsMatchers.allOf needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher anyOf(@NonNull CredentialsMatcher... matchers) {
        throw new UnsupportedOperationException("CredentialsMatchers.anyOf needs a real Jenkins");
    }

    @NonNull
    public static <C extends Credentials> Collection<C> filter(
            @NonNull Collection<C> credentials, @NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.filter needs a real Jenkins");
    }

    @NonNull
    public static <C extends Credentials> Set<C> filter(
            @NonNull Set<C> credentials, @NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.filter needs a real Jenkins");
    }

    @NonNull
    public static <C extends Credentials> List<C> filter(
            @NonNull List<C> credentials, @NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.filter needs a real Jenkins");
    }

    @NonNull
    public static <C extends Credentials> Iterable<C> filter(
            @NonNull Iterable<C> credentials, @NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.filter needs a real Jenkins");
    }

    @CheckForNull
    public static <C extends Credentials> C firstOrNull(
            @NonNull Iterable<C> credentials, @NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.firstOrNull needs a real Jenkins");
    }
}
