package io.yiping.load.upload;

import java.io.IOException;

/** The answers of an upload break their form or contradict themselves: going on would hide it. */
final class WrongAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    WrongAnswerException(String message) {
        super(message);
    }
}
