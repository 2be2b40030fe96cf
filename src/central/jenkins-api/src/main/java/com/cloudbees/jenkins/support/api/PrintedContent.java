package com.cloudbees.jenkins.support.api;

import java.io.IOException;
import java.io.PrintWriter;

/** One that is text. */
public abstract class PrintedContent extends GenerateOnDemandContent {

    public PrintedContent(String name) {
        super(name);
    }

    public PrintedContent(String name, String... filterableParameters) {
        super(name, filterableParameters);
    }

    protected abstract void printTo(PrintWriter out) throws IOException;
}
