package io.yiping.load.console;

/** The command line cannot be understood; the message says which word and what would be right. Ends with exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
