package com.cloudbees.plugins.credentials;

import hudson.model.ParameterValue;

/** The id of credentials as a parameter that a build was started with. */
public class CredentialsParameterValue extends ParameterValue {

    CredentialsParameterValue(String name) {
        super(name);
    }

    public String getValue() {
        throw new UnsupportedOperationException("CredentialsParameterValue.getValue needs a real Jenkins");
    }
}
