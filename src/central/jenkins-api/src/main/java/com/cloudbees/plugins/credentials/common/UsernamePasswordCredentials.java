package com.cloudbees.plugins.credentials.common;

/** Credentials with both. */
public interface UsernamePasswordCredentials extends UsernameCredentials, PasswordCredentials {}
