package io.yiping.load.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes ratings as lines of JSON into a buffer that goes to the file when it is nearly full: the plain form of a rating without
 * any allocation.
 *
 * <p>Bound: {@value #BUFFER_BYTES} bytes; a line has at most {@value #MAX_LINE_BYTES}, the most that the service reads.
 *
 * <p>Failure: what the file's stream throws.
 */
final class JsonLine {
    static final int MAX_LINE_BYTES = 16 * 1024;

    private static final int BUFFER_BYTES = 1 << 20;
    private static final byte[][] LEVELS = {{}, {'1'}, {'2'}, {'3'}, {'4'}, {'5'}};
    private static final byte[][] CHANNELS = Arrays.stream(Channel.values())
            .map(channel -> ascii(channel.name()))
            .toArray(byte[][]::new);
    private static final byte[] ID = ascii("{\"serviceEventId\":\"");
    private static final byte[] LEVEL = ascii("\",\"level\":");
    private static final byte[] CHANNEL = ascii(",\"channel\":\"");
    private static final byte[] REGION = ascii("\",\"regionCode\":\"");
    private static final byte[] AGENCY = ascii("\",\"agencyCode\":\"");
    private static final byte[] MATTER = ascii("\",\"matterCode\":\"");
    private static final byte[] WINDOW = ascii("\",\"windowCode\":\"");
    private static final byte[] STAFF = ascii("\",\"staffCode\":\"");
    private static final byte[] RATED_AT = ascii("\",\"ratedAt\":\"");
    private static final byte[] SERVED_AT = ascii("\",\"servedAt\":\"");
    private static final byte[] BY_DEFAULT = ascii("\",\"origin\":\"DEFAULT\"");
    private static final byte[] OPTIONS = ascii(",\"options\":[\"");
    private static final byte[] NEXT_OPTION = ascii("\",\"");
    private static final byte[] END_OF_OPTIONS = ascii("\"]");
    private static final byte[] COMMENT = ascii(",\"comment\":");
    private static final byte[] PROXY = ascii(",\"proxy\":true");

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final OutputStream out;
    private int used;
    private long written;

    JsonLine(OutputStream out) {
        this.out = out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void write(Rating rating) throws IOException {
        ServiceEvent event = rating.event();
        put(ID);
        put(event.id());
        put(LEVEL);
        put(LEVELS[rating.level()]);
        put(CHANNEL);
        put(CHANNELS[rating.channel().ordinal()]);
        put(REGION);
        put(rating.regionCode());
        put(AGENCY);
        put(event.matter().agency().code());
        putMatter(event);
        putDesk(rating.desk());
        putTimes(rating);
        putOptions(rating.opinion());
        putComment(rating.opinion().comment());
        if (rating.proxy()) {
            put(PROXY);
        }
        buffer[used++] = '}';
        endLine();
    }

    /** Writes a line that is made already. */
    void write(String line) throws IOException {
        put(line.getBytes(StandardCharsets.UTF_8));
        endLine();
    }

    private void putMatter(ServiceEvent event) {
        if (event.matterStated()) {
            put(MATTER);
            put(event.matter().code());
        }
    }

    private void putDesk(Desk desk) {
        if (desk == null) {
            return;
        }
        put(WINDOW);
        put(desk.windowCode());
        if (desk.staffCode() != null) {
            put(STAFF);
            put(desk.staffCode());
        }
    }

    private void putTimes(Rating rating) {
        boolean utc = rating.notation().utc();
        put(RATED_AT);
        used = Timestamps.write(buffer, used, rating.ratedAt(), utc);
        if (rating.servedAt() != 0) {
            put(SERVED_AT);
            used = Timestamps.write(buffer, used, rating.servedAt(), utc);
        }
        if (rating.byDefault()) {
            put(BY_DEFAULT);
        } else {
            buffer[used++] = '"';
        }
    }

    private void putOptions(Opinion opinion) {
        if (opinion.options() == 0) {
            return;
        }
        byte[] before = OPTIONS;
        for (int bit = 0; bit < OptionCodes.PER_LEVEL; bit++) {
            if ((opinion.options() & 1 << bit) != 0) {
                put(before);
                putThreeDigits(OptionCodes.code(opinion.level(), bit));
                before = NEXT_OPTION;
            }
        }
        put(END_OF_OPTIONS);
    }

    private void putThreeDigits(int number) {
        buffer[used++] = (byte) ('0' + number / 100);
        buffer[used++] = (byte) ('0' + number / 10 % 10);
        buffer[used++] = (byte) ('0' + number % 10);
    }

    private void putComment(String comment) {
        if (comment != null) {
            put(COMMENT);
            put(JsonText.quoted(comment).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    private void put(String ascii) {
        int length = ascii.length();
        for (int i = 0; i < length; i++) {
            buffer[used++] = (byte) ascii.charAt(i);
        }
    }

    private void endLine() throws IOException {
        buffer[used++] = '\n';
        if (used > BUFFER_BYTES - MAX_LINE_BYTES) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, used);
        written += used;
        used = 0;
    }

    long bytes() {
        return written + used;
    }
}
