package io.yiping.ingest;

import io.yiping.platform.ByteOrderMark;

/**
 * Divides a byte stream into lines, whatever chunks it comes in. Blank lines are numbered and skipped; a line that is too
 * long is skipped to its newline.
 *
 * <p>Bound: one line's bytes, whatever comes.
 */
final class Lines {

    /** Bytes a line, its newline not counted. */
    static final int MAX_LINE = 16 * 1024;

    /** Takes lines in their order; numbers begin with 1. */
    interface Sink {
        void line(long number, byte[] bytes, int from, int to);

        void tooLong(long number);
    }

    private final Sink sink;
    private final byte[] carried = new byte[MAX_LINE];
    private int length;
    private boolean skipping;
    private long number;

    Lines(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes bytes as far as the next newline, so at most one line: whoever feeds it may stop after each.
     *
     * @return up to where the bytes were taken
     */
    int take(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                complete(bytes, from, at);
                return at + 1;
            }
        }
        carry(bytes, from, to);
        return to;
    }

    /** The stream has ended as it should: what has no newline is the last line. */
    void end() {
        if (length > 0 || skipping) {
            complete(carried, 0, 0);
        }
    }

    private void complete(byte[] bytes, int from, int to) {
        number++;
        if (skipping || length + (to - from) > MAX_LINE) {
            skipping = false;
            length = 0;
            sink.tooLong(number);
        } else if (length == 0) {
            emit(bytes, from, to);
        } else {
            System.arraycopy(bytes, from, carried, length, to - from);
            int whole = length + (to - from);
            length = 0;
            emit(carried, 0, whole);
        }
    }

    private void carry(byte[] bytes, int from, int to) {
        if (skipping || length + (to - from) > MAX_LINE) {
            skipping = true;
            length = 0;
        } else {
            System.arraycopy(bytes, from, carried, length, to - from);
            length += to - from;
        }
    }

    private void emit(byte[] bytes, int from, int to) {
        int begin = number == 1 ? ByteOrderMark.skip(bytes, from, to) : from;
        while (begin < to && Items.isSpace(bytes[begin])) {
            begin++;
        }
        if (begin < to) {
            sink.line(number, bytes, begin, to);
        }
    }
}
