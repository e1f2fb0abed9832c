package io.yiping.platform;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a gzip stream (RFC 1952) in steps: fed with what arrives, read in pieces as large as the reader wants, so
 * that a bomb costs no memory. Several members in a row are one stream, as {@code cat a.gz b.gz} makes them.
 *
 * <p>The JDK's {@code GZIPInputStream} does the same for a thread that may block; an event loop may not.
 */
public final class Gunzip implements AutoCloseable {

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int TRAILER = 8;

    /** The bytes are no whole gzip stream. */
    public static final class Broken extends Exception {
        public Broken(String message) {
            super(message, null, false, false);
        }
    }

    private enum Place {
        FIXED_HEADER,
        EXTRA_LENGTH,
        EXTRA_BYTES,
        FILE_NAME,
        FILE_COMMENT,
        CRC_OF_HEADER,
        DATA,
        TRAILER
    }

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private byte[] input = new byte[0];
    private int at;
    private Place place = Place.FIXED_HEADER;
    private int flags;
    private int step;
    private long number;
    private boolean anyMember;

    /** Gives it more; everything fed before has to have been read. */
    public void feed(byte[] bytes) {
        input = bytes;
        at = 0;
        if (place == Place.DATA) {
            inflater.setInput(input, 0, input.length);
        }
    }

    /** @return bytes put into the buffer; 0 when it needs more input */
    public int read(byte[] buffer) throws Broken {
        while (true) {
            if (place != Place.DATA) {
                if (at == input.length) {
                    return 0;
                }
                around(input[at++] & 0xFF);
                continue;
            }
            int n = inflate(buffer);
            if (n > 0) {
                return n;
            }
            if (place == Place.DATA) {
                return 0;
            }
        }
    }

    /** Whether the stream may end here: after a whole member. */
    public boolean isWhole() {
        return anyMember && place == Place.FIXED_HEADER && step == 0;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] buffer) throws Broken {
        try {
            int n = inflater.inflate(buffer);
            crc.update(buffer, 0, n);
            if (n == 0 && inflater.needsDictionary()) {
                throw new Broken("it needs a dictionary");
            }
            if (n == 0 && inflater.finished()) {
                at = input.length - inflater.getRemaining();
                go(Place.TRAILER);
            }
            return n;
        } catch (DataFormatException e) {
            throw new Broken(e.getMessage());
        }
    }

    /** One byte of header or trailer. */
    private void around(int b) throws Broken {
        switch (place) {
            case FIXED_HEADER -> fixedHeader(b);
            case EXTRA_LENGTH -> extraLength(b);
            case EXTRA_BYTES -> {
                if (++step == number) {
                    go(after(place));
                }
            }
            case FILE_NAME, FILE_COMMENT -> {
                if (b == 0) {
                    go(after(place));
                }
            }
            case CRC_OF_HEADER -> {
                if (++step == 2) {
                    go(Place.DATA);
                }
            }
            case TRAILER -> trailer(b);
            case DATA -> throw new IllegalStateException("data is inflated, not read byte by byte");
        }
    }

    private void extraLength(int b) {
        number |= (long) b << 8 * step++;
        if (step == 2 && number == 0) {
            go(after(Place.EXTRA_BYTES));
        } else if (step == 2) {
            step = 0;
            place = Place.EXTRA_BYTES;
        }
    }

    private void fixedHeader(int b) throws Broken {
        if (anyMember && step == 0 && b == 0) {
            // Some writers pad the end with zeros, and gzip itself forgives that.
            return;
        }
        boolean right =
                switch (step) {
                    case 0 -> b == 0x1F;
                    case 1 -> b == 0x8B;
                    case 2 -> b == 8;
                    default -> true;
                };
        if (!right) {
            throw new Broken("it does not begin as gzip does");
        }
        flags = step == 3 ? b : flags;
        if (++step == 10) {
            go(after(Place.FIXED_HEADER));
        }
    }

    /** The next part that the flags announce. */
    private Place after(Place done) {
        if (done.compareTo(Place.EXTRA_LENGTH) < 0 && (flags & EXTRA) != 0) {
            return Place.EXTRA_LENGTH;
        }
        if (done.compareTo(Place.FILE_NAME) < 0 && (flags & NAME) != 0) {
            return Place.FILE_NAME;
        }
        if (done.compareTo(Place.FILE_COMMENT) < 0 && (flags & COMMENT) != 0) {
            return Place.FILE_COMMENT;
        }
        boolean headerCrc = done.compareTo(Place.CRC_OF_HEADER) < 0 && (flags & HEADER_CRC) != 0;
        return headerCrc ? Place.CRC_OF_HEADER : Place.DATA;
    }

    private void go(Place next) {
        place = next;
        step = 0;
        number = 0;
        if (next == Place.DATA) {
            inflater.reset();
            crc.reset();
            inflater.setInput(input, at, input.length - at);
        }
    }

    private void trailer(int b) throws Broken {
        number |= (long) b << 8 * step++;
        if (step < TRAILER) {
            return;
        }
        long expected = crc.getValue() | (inflater.getBytesWritten() & 0xFFFFFFFFL) << 32;
        if (number != expected) {
            throw new Broken("its checksum does not fit");
        }
        anyMember = true;
        go(Place.FIXED_HEADER);
    }
}
