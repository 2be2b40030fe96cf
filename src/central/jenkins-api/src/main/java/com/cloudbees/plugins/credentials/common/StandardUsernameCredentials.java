package com.cloudbees.plugins.credentials.common;

/** Credentials with a user name, an id and a description. */
public interface StandardUsernameCredentials extends StandardCredentials, UsernameCredentials {}
