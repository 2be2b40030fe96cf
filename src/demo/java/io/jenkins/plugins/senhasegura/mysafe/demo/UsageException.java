package io.jenkins.plugins.senhasegura.mysafe.demo;

/** A command line, or an environment, that cannot be used: names the option, the value and the remedy. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
