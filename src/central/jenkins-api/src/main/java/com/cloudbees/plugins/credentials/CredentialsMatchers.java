package com.cloudbees.plugins.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Ready ways to choose. */
public class CredentialsMatchers {

    CredentialsMatchers() {}

    @NonNull
    public static CredentialsMatcher always() {
        throw new UnsupportedOperationException("CredentialsMatchers.always needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher never() {
        throw new UnsupportedOperationException("CredentialsMatchers.never needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher allOf(@NonNull CredentialsMatcher... matchers) {
        throw new UnsupportedOperationException("CredentialsMatchers.allOf needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher withId(@NonNull String id) {
        throw new UnsupportedOperationException("CredentialsMatchers.withId needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher not(@NonNull CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("CredentialsMatchers.not needs a real Jenkins");
    }

    @NonNull
    public static CredentialsMatcher withScope(@NonNull CredentialsScope scope) {
        throw new UnsupportedOperationException("CredentialsMatchers.withScope needs a real Jenkins");
    }
}
