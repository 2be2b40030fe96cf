package com.cloudbees.jenkins.support.api;

/** One that is made when it is written. */
public abstract class GenerateOnDemandContent extends Content {

    public GenerateOnDemandContent(String name) {
        super(name);
    }

    public GenerateOnDemandContent(String name, String... filterableParameters) {
        super(name, filterableParameters);
    }
}
