package com.cloudbees.jenkins.support.api;

/** A file of a bundle. */
public abstract class Content {

    protected Content(String name) {}

    protected Content(String name, String... filterableParameters) {}
}
