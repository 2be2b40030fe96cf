package com.cloudbees.plugins.credentials.common;

/** User name and password, with an id and a description. */
public interface StandardUsernamePasswordCredentials extends StandardUsernameCredentials, UsernamePasswordCredentials {}
